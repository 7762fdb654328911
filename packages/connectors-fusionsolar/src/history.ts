import type { ConnectorError, KnownSite, LinkCall, LinkPage } from "@solarmon/connectors-kit";
import type { Instant, Span } from "@solarmon/core";
import { VENDOR } from "./definition.ts";
import { type DeviceCall, historyCalls } from "./device-calls.ts";
import { HandedOver } from "./handed-over.ts";
import type { Neighbours } from "./neighbours.ts";
import type { NorthboundApi } from "./northbound-api.ts";
import { nameOf } from "./poll-round.ts";
import { problemOf, refusedCall } from "./refused-calls.ts";
import { type SitePart, splitReply } from "./split-reply.ts";
import { isCutByQuota } from "./unfinished.ts";

type PiecePage = Omit<LinkPage, "covers">;

/**
 * Rows of the past, piece by piece, and of each piece type by type: a minute has one call only. What was handed over
 * is remembered, so that the next attempt at the same span goes on with the types that are left.
 */
export class HistoryReader {
  readonly #api: NorthboundApi;
  readonly #neighbours: Neighbours;
  readonly #handedOver = new HandedOver();

  constructor(api: NorthboundApi, neighbours: Neighbours) {
    this.#api = api;
    this.#neighbours = neighbours;
  }

  async *read(
    site: KnownSite,
    span: Span,
    now: Instant,
    call: LinkCall,
  ): AsyncGenerator<LinkPage, void, void> {
    const end = Math.max(span.start, Math.min(span.end, now));
    const name = `${site.key} ${span.start} ${end}`;
    const handedOver = this.#handedOver.of(name);
    let isCut = false;
    try {
      const pieces = piecesOf({ start: span.start, end });
      if (pieces.length === 0) yield emptyPage(site, { start: span.start, end });
      for (const piece of pieces) yield* this.#piece(site, piece, handedOver, call);
    } catch (error) {
      isCut = isCutByQuota(error);
      throw error;
    } finally {
      if (!isCut) this.#handedOver.forget(name);
    }
  }

  /** Only with the last page all of the piece is known. */
  async *#piece(
    site: KnownSite,
    piece: Span,
    handedOver: Set<string>,
    call: LinkCall,
  ): AsyncGenerator<LinkPage, void, void> {
    const nothingYet = { start: piece.start, end: piece.start };
    let refusal: ConnectorError | undefined;
    let isAnswered = false;
    for (const request of historyCalls(site, piece)) {
      const key = JSON.stringify(request.body);
      isAnswered ||= handedOver.has(key);
      if (handedOver.has(key)) continue;
      const { error, ...page } = await this.#ask(site, piece, request, call);
      refusal ??= error;
      isAnswered ||= error === undefined;
      yield { ...page, covers: nothingYet };
      if (!error) handedOver.add(key);
    }
    if (refusal && !isAnswered) throw refusal;
    yield emptyPage(site, piece);
  }

  async #ask(
    site: KnownSite,
    piece: Span,
    request: DeviceCall,
    call: LinkCall,
  ): Promise<PiecePage> {
    const siteKey = site.key;
    try {
      const part =
        this.#neighbours.take(request) ?? (await this.#askShared(site, piece, request, call));
      const readings = part.readings.filter(
        ({ measuredAt }) => measuredAt >= piece.start && measuredAt < piece.end,
      );
      return { siteKey, readings, problems: part.problems };
    } catch (thrown) {
      const refused = refusedCall(nameOf(request), thrown);
      return { siteKey, readings: [], problems: [problemOf(refused)], error: refused.error };
    }
  }

  async #askShared(
    site: KnownSite,
    piece: Span,
    request: DeviceCall,
    call: LinkCall,
  ): Promise<SitePart> {
    const shared = this.#neighbours.share(site, request, piece);
    try {
      const reply = await this.#api.ask(shared.call, call);
      const parts = splitReply(request.endpoint, reply, shared.sites);
      this.#neighbours.keep(shared, parts, piece);
      const nothing = { siteKey: site.key, readings: [], problems: [] };
      return parts.find(({ siteKey }) => siteKey === site.key) ?? nothing;
    } catch (error) {
      this.#neighbours.blame(shared, error);
      throw error;
    }
  }
}

function piecesOf({ start, end }: Span): readonly Span[] {
  const count = Math.ceil((end - start) / VENDOR.historySpanMs);
  return Array.from({ length: count }, (_, index) => {
    const from = start + index * VENDOR.historySpanMs;
    return { start: from, end: Math.min(end, from + VENDOR.historySpanMs) };
  });
}

function emptyPage({ key: siteKey }: KnownSite, covers: Span): LinkPage {
  return { siteKey, readings: [], problems: [], covers };
}
