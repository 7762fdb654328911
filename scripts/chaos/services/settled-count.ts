import { setTimeout as sleep } from "node:timers/promises";
import type { Verdict } from "../verify.ts";
import type { Counted } from "./count-stored.ts";

/** What a broker has yet to hand on. */
const LAST_MS = 20_000;

/** The count once it is whole, or the last one when it does not become so in time. */
export async function settled(count: () => Promise<Counted>): Promise<Counted> {
  const deadlineAt = performance.now() + LAST_MS;
  for (;;) {
    const verdict = await count();
    if (isWhole(verdict) || performance.now() > deadlineAt) return verdict;
    await sleep(500);
  }
}

/** Nothing acknowledged is missing, nothing is there twice, and the roll-ups agree. */
export function isWhole({ lost, duplicated, rollupDifference }: Verdict): boolean {
  return lost === 0 && duplicated === 0 && rollupDifference === 0;
}
