import type { Instant } from "@solarmon/core";
import {
  type JsonObject,
  type ProblemList,
  readNumber,
  type ReadingRows,
} from "@solarmon/connectors-kit";
import { WITHOUT_POINT } from "./points.ts";

/** Where a reply's readings and problems go. */
export interface Sink {
  readonly rows: ReadingRows;
  readonly problems: ProblemList;
  /** When the reply was received; `undefined` when nobody noted it. */
  readonly receivedAt: Instant | undefined;
  /** IANA zone of the site, for dates. */
  readonly timeZone: string;
}

/** Tells once a reply what a record holds that has no point. */
export function tellWithoutPoint(record: JsonObject, path: string, { problems }: Sink): void {
  for (const field of WITHOUT_POINT)
    if (field in record)
      problems.addOnce(field, `${path}/${field}`, "unknown_field", "there is no point for it");
}

/** Reads a parsed body. */
export type ReplyReader = (body: unknown, sink: Sink) => void;

/** September 2001 to the year 2100: what can be a time in epoch seconds. */
const EARLIEST_S = 1e9;
const LATEST_S = 4.2e9;

/** Epoch seconds as an instant; `undefined` after telling why not. 0 means "never" at Enphase. */
export function instantOf(raw: unknown, path: string, { problems }: Sink): Instant | undefined {
  const seconds = readNumber(raw);
  if (seconds !== null && seconds !== undefined && seconds >= EARLIEST_S && seconds <= LATEST_S)
    return Math.round(seconds * 1_000);
  const never = seconds === 0 || seconds === null;
  problems.add(path, "time_missing", never ? "never reported" : "expected epoch seconds");
  return undefined;
}

/** For replies that carry no time: when they were received. */
export function receivedAtOf({ receivedAt, problems }: Sink): Instant | undefined {
  if (receivedAt === undefined)
    problems.add("", "time_missing", "the reply carries no time, and its receipt was not noted");
  return receivedAt;
}
