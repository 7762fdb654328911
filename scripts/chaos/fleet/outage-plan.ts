import type { StandInFault } from "@solarmon/connectors-kit/stand-in";
import { DAY_MS, HOUR_MS, type Instant, type Span } from "@solarmon/core";
import { unitOf } from "./unit-of.ts";

/** A stretch in which a vendor fails. `log-in` ends every key until the owner logs in again. */
export interface Outage extends Span {
  readonly fault: StandInFault | "log-in";
}

const FAULTS: readonly Outage["fault"][] = [
  "server-error",
  "rate-limited",
  "cut-off",
  "not-json",
  "log-in",
];
const LONGEST_MS = 7 * DAY_MS;
const BETWEEN_MS = 2 * DAY_MS;

/** Outages of a link from an hour to seven days long, with time between them to catch up; the same for the same name. */
export function planOutages(name: string, span: Span): Outage[] {
  const outages: Outage[] = [];
  let from = span.start + BETWEEN_MS * unitOf(`${name} first`);
  for (let number = 0; ; number++) {
    const outage = outageAt(from, `${name} ${number}`);
    if (outage.end > span.end) return outages;
    outages.push(outage);
    from = outage.end + BETWEEN_MS;
  }
}

function outageAt(from: Instant, name: string): Outage {
  const start = Math.round(from + 3 * DAY_MS * unitOf(`${name} start`));
  // As many short ones as long ones.
  const lengthMs = HOUR_MS * (LONGEST_MS / HOUR_MS) ** unitOf(`${name} length`);
  const fault = FAULTS[Math.floor(unitOf(`${name} fault`) * FAULTS.length)] ?? "server-error";
  return { start, end: Math.round(start + lengthMs), fault };
}
