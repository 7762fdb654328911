import { ConnectorError, objectOf, parseInstant, textOf } from "@solarmon/connectors-kit";
import { type Instant, SolarmonError, type Span, ZoneOffsets } from "@solarmon/core";
import { floorQuarter } from "./buckets.ts";
import { VENDOR } from "./vendor.ts";

const { quarterMs, longestMs } = VENDOR;

/**
 * Times as the API wants them: what a clock at the site shows, without offset. Of an hour that the clock shows twice
 * nobody could tell which was meant, so that no span begins or ends in it.
 */
export class AskedTimes {
  readonly #offsets: ZoneOffsets;

  /** @throws `ConnectorError` `invalid` when the zone is missing or unknown */
  constructor(siteKey: string, timeZone: string) {
    try {
      this.#offsets = new ZoneOffsets(timeZone);
    } catch (error) {
      if (!SolarmonError.is(error)) throw error;
      const message = `site ${siteKey} has no time zone, so that its days are unknown: set it at SolarEdge (Admin, Site Details) or here, e.g. Europe/Madrid`;
      throw new ConnectorError("invalid", VENDOR.name, message);
    }
  }

  /** `from` and `to` of a query. */
  query({ start, end }: Span, resolution: string): string {
    return new URLSearchParams({
      from: this.#text(start),
      to: this.#text(end),
      resolution,
    }).toString();
  }

  /** Whole quarters of an hour around a span, in pieces that one call may ask for, oldest first. */
  *windows(span: Span): Generator<Span, void, void> {
    let start = this.#clear(floorQuarter(span.start), -quarterMs);
    const last = this.#clear(floorQuarter(span.end + quarterMs - 1), quarterMs);
    while (start < last) {
      let end = Math.min(last, start + longestMs);
      while (!this.#isClear(end) || this.#local(end) - this.#local(start) > longestMs)
        end -= quarterMs;
      yield { start, end };
      start = end;
    }
  }

  /** @throws `ConnectorError` `protocol` when the reply begins at another time than was asked for */
  requireStart(body: unknown, { start }: Span): void {
    const from = textOf(objectOf(objectOf(body)?.["period"])?.["from"]);
    if (from === undefined) return;
    const at = parseInstant(from);
    if (at !== null && this.#offsets.instants(this.#local(start)).includes(at)) return;
    throw otherTime(`it begins at ${from.slice(0, 40)}, asked was ${this.#text(start)}`);
  }

  #text(at: Instant): string {
    return new Date(this.#local(at)).toISOString().slice(0, 19);
  }

  #local(at: Instant): number {
    return at + this.#offsets.at(at).offsetMs;
  }

  #isClear(at: Instant): boolean {
    return this.#offsets.instants(this.#local(at)).length === 1;
  }

  #clear(at: Instant, stepMs: number): Instant {
    let clear = at;
    while (!this.#isClear(clear)) clear += stepMs;
    return clear;
  }
}

/** An answer about another time than was asked for must not become readings. */
export function otherTime(why: string): ConnectorError {
  return new ConnectorError("protocol", VENDOR.name, `the reply is about another time: ${why}`);
}
