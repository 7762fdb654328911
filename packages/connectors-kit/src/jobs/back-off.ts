import { MINUTE_MS, SECOND_MS } from "@solarmon/core";
import { phaseOf } from "./phase.ts";

const FIRST_MS = 20 * SECOND_MS;
const LONGEST_MS = 15 * MINUTE_MS;

/**
 * How long to wait after so many failures in a row [ms]: doubles up to 15 minutes, and differs from link to link.
 *
 * @param plannedMs - between two calls as the budget allows them; failures are counted by vendors, too
 */
export function backOffMs(failures: number, linkId: string, plannedMs: number = 0): number {
  const longestMs = Math.max(LONGEST_MS, plannedMs * 2);
  const fullMs = Math.min(longestMs, FIRST_MS * 2 ** Math.min(failures - 1, 30));
  return Math.round(fullMs * (0.5 + phaseOf(`${linkId}#${failures}`) / 2));
}
