import { type JsonObject, type LocalTimes, readNumber, textOf } from "@solarmon/connectors-kit";
import type { Instant } from "@solarmon/core";

/** When an inverter was last heard of, or why that cannot be told. */
export type HeardAt =
  | { readonly at: Instant }
  | { readonly problem: "time_missing" | "time_ambiguous"; readonly detail: string };

const YEAR_2000 = 946_684_800_000;
const YEAR_2100 = 4_102_444_800_000;

/** `last_time` counts in UTC. The text beside it is month first or day first, as `info` says, if it says so. */
export function heardAt(full: JsonObject, info: JsonObject, times: LocalTimes): HeardAt {
  const last = readNumber(full["last_time"]);
  if (typeof last === "number" && last > YEAR_2000 && last < YEAR_2100)
    return { at: Math.floor(last) };
  const local = localOf(textOf(full["last_refresh_time"]), textOf(info["date_format"]));
  if (local === undefined)
    return { problem: "time_missing", detail: "no last_time, and no text that is one time only" };
  const { at, problem } = times.at(local);
  return at === null || problem !== undefined
    ? { problem: "time_ambiguous", detail: "the clock showed last_refresh_time twice, or never" }
    : { at };
}

const TEXT = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\s+(\d{1,2}):\s*(\d{2}):\s*(\d{2})$/u;

/** The text as `yyyy-MM-dd HH:mm:ss`, in the order of `format`, or if only one order is a date, or both are the same. */
function localOf(text: string | undefined, format = ""): string | undefined {
  const [, first, second, year, hour = "", minute, clockSecond] = TEXT.exec(text ?? "") ?? [];
  if (first === undefined || second === undefined) return undefined;
  const [one, two] = [Number(first), Number(second)];
  const isKnown = /^(?:M+\W+d+|d+\W+M+)\W/u.test(format);
  if (!isKnown && one <= 12 && two <= 12 && one !== two) return undefined;
  const isMonthFirst = two > 12 || (one <= 12 && !(isKnown && format.startsWith("d")));
  const [month, day] = isMonthFirst ? [one, two] : [two, one];
  return `${year}-${month}-${day} ${hour.padStart(2, "0")}:${minute}:${clockSecond}`;
}
