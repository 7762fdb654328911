import { exceptionOf, type RegisterRange } from "@solarmon/connectors-kit/modbus";
import { isTelemetryModel } from "../map/device-parts.ts";
import { findMarker, MAX_MODELS, type ModelSite, SUNSPEC_BASES } from "../model-chain.ts";
import { RegisterImage } from "../register-image.ts";
import { serialRange, telemetryRanges } from "./telemetry-ranges.ts";

/** Registers of one unit; `undefined` where it has none. */
export type ReadWords = (address: number, count: number) => Promise<readonly number[] | undefined>;

/** What is to know of a unit before its values are read. */
export interface UnitSurvey {
  /** Marker, headers of all models, and the models that never change: Common blocks, ratings. */
  readonly known: RegisterImage;
  /** Models that measure something. */
  readonly telemetry: readonly ModelSite[];
  /** What a poll reads. */
  readonly ranges: readonly RegisterRange[];
}

const COMMON = 1;
/** Nameplate and capacity. */
const RATINGS: ReadonlySet<number> = new Set([120, 702]);
const END_ID = 0xffff;
const OUTSIDE: ReadonlySet<number> = new Set([3, 4]);

/** Walks from header to header; `undefined` when no base address holds the marker. */
export async function surveyUnit(
  read: ReadWords,
  bases: readonly number[] = SUNSPEC_BASES,
): Promise<UnitSurvey | undefined> {
  const refusals: unknown[] = [];
  for (const base of bases) {
    const known = new RegisterImage();
    // oxlint-disable-next-line no-await-in-loop -- a device answers one request at a time
    const marker = await read(base, 2).catch((error: unknown) => {
      refusals.push(throwUnlessOutside(error));
    });
    known.setAll(base, marker ?? []);
    if (findMarker(known, [base]) !== base) continue;
    // oxlint-disable-next-line no-await-in-loop -- the last round of the loop
    return await walk(read, known, base + 2);
  }
  if (refusals.length === bases.length) throw refusals[0];
  return undefined;
}

/** Some devices call an address outside of their map a bad value, or fail over it. */
function throwUnlessOutside(error: unknown): unknown {
  if (OUTSIDE.has(exceptionOf(error) ?? 0)) return error;
  throw error;
}

async function walk(read: ReadWords, known: RegisterImage, start: number): Promise<UnitSurvey> {
  const telemetry: ModelSite[] = [];
  const ranges: RegisterRange[] = [];
  let address = start;
  for (let count = 0; count < MAX_MODELS; count += 1) {
    // oxlint-disable-next-line no-await-in-loop -- the header tells where the next one is
    const [id, length] = (await read(address, 2)) ?? [];
    if (id === undefined || length === undefined || id === END_ID || length === 0) break;
    known.setAll(address, [id, length]);
    const site = { id, length, address };
    if (id === COMMON || RATINGS.has(id))
      // oxlint-disable-next-line no-await-in-loop -- as above
      known.setAll(address, (await read(address, length + 2)) ?? []);
    if (id === COMMON) ranges.push(...serialRange(site));
    if (isTelemetryModel(id)) {
      telemetry.push(site);
      ranges.push(...telemetryRanges(site));
    }
    address += length + 2;
  }
  // Some devices forget it; that is no news with each poll.
  known.setAll(address, [END_ID, 0]);
  return { known, telemetry, ranges };
}
