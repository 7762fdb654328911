import type { AppendVerdict } from "@solarmon/core";
import type { Outcome } from "./offer-reading.ts";

/** Where the outcome of a reading goes. */
export interface Place {
  readonly verdicts: AppendVerdict[];
  readonly touched: number[];
  readonly index: number;
}

/** Notes the outcome of a reading. */
export function settle({ verdicts, touched, index }: Place, outcome: Outcome): void {
  verdicts[index] = outcome.verdict;
  if (outcome.isTouched) touched.push(index);
}
