import { MINUTE_MS, SECOND_MS } from "@solarmon/core";
import { phaseOf } from "./phase.ts";

const FIRST_MS = 20 * SECOND_MS;
const LONGEST_MS = 15 * MINUTE_MS;

/** How long to wait after so many failures in a row [ms]: doubles up to 15 minutes, and differs from link to link. */
export function backOffMs(failures: number, linkId: string, firstMs: number = FIRST_MS): number {
  const fullMs = Math.min(LONGEST_MS, firstMs * 2 ** Math.min(failures - 1, 30));
  return Math.round(fullMs * (0.5 + phaseOf(`${linkId}#${failures}`) / 2));
}
