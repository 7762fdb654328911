import type { DecodedReading, DecodeProblem, LinkSink } from "@solarmon/connectors-kit";
import {
  type Clock,
  type Id,
  type Link,
  RateLimitedError,
  type Source,
  SOURCE_RANK,
  type TenantScope,
} from "@solarmon/core";
import type { ReadingResult } from "../check/reading-result.ts";
import type { Intake } from "../intake/intake.ts";
import type { ProblemLog } from "./problem-log.ts";
import type { VendorDevices } from "./vendor-devices.ts";

/** A year of a site comes in one page: handed on in parts, it does not keep live readings waiting. */
const PART_READINGS = 2_000;

export type IntakeDoor = Pick<Intake, "accept" | "isFull" | "whenRoom">;

export interface IntakeSinkOptions {
  readonly scope: TenantScope;
  readonly link: Link;
  readonly intake: IntakeDoor;
  readonly devices: VendorDevices;
  readonly problems: ProblemLog;
  readonly clock: Clock;
}

/** Puts readings of a link through the intake, as if its plants had sent them. */
export class IntakeSink implements LinkSink {
  readonly #options: IntakeSinkOptions;
  readonly #plants: ReadonlyMap<string, Id>;
  /** The same objects each time: readings of one source join in an envelope. */
  readonly #sources: Readonly<Record<"live" | "backfill", Source>>;

  constructor(options: IntakeSinkOptions) {
    this.#options = options;
    const { vendor: name, sites } = options.link;
    this.#plants = new Map(sites.map(({ key, plantId }) => [key, plantId]));
    this.#sources = {
      live: { name, rank: SOURCE_RANK.live },
      backfill: { name, rank: SOURCE_RANK.backfill },
    };
  }

  async store(
    siteKey: string,
    readings: readonly DecodedReading[],
    origin: "live" | "backfill",
  ): Promise<void> {
    const plantId = this.#plants.get(siteKey);
    if (plantId === undefined) return; // the link reads it no more
    const ids = await this.#options.devices.idsOf(plantId, siteKey, readings);
    for (let start = 0; start < readings.length; start += PART_READINGS) {
      const part = readings.slice(start, start + PART_READINGS).map((one) => toMessage(one, ids));
      const results = await this.#accept(plantId, this.#sources[origin], part);
      for (const result of results) this.#noteRefusals(siteKey, result);
    }
  }

  problems(siteKey: string, problems: readonly DecodeProblem[]): void {
    for (const problem of problems) this.#options.problems.add(siteKey, problem);
  }

  async #accept(
    plantId: Id,
    source: Source,
    readings: readonly object[],
  ): Promise<readonly ReadingResult[]> {
    const { intake, scope, clock } = this.#options;
    const payload = { readings };
    for (;;) {
      if (intake.isFull) await new Promise<void>((resolve) => intake.whenRoom(resolve));
      try {
        const receivedAt = clock.now();
        return await intake.accept({ scope, plantId, deviceId: null, source, receivedAt, payload });
      } catch (error) {
        // Someone else was quicker to take the room.
        if (!(error instanceof RateLimitedError && intake.isFull)) throw error;
      }
    }
  }

  #noteRefusals(siteKey: string, { refusals }: ReadingResult): void {
    for (const { reason, detail, point = "" } of refusals)
      this.#options.problems.add(siteKey, { code: reason, path: point, detail });
  }
}

function toMessage(reading: DecodedReading, ids: ReadonlyMap<string, Id>): object {
  const { measuredAt, values, quality } = reading;
  const deviceId = ids.get(reading.deviceId);
  return { ...values, deviceId, measuredAt, ...(quality === undefined ? {} : { quality }) };
}
