import type { UsageLedger } from "../../ports/usage-ledger.ts";
import type { Law, SuiteOptions } from "../law.ts";
import { registerLaws } from "../register.ts";
import { figureLaws } from "./figure-laws.ts";
import { onceLaws } from "./once-laws.ts";

/** What holds for every `UsageLedger`. */
export const usageLedgerLaws: readonly Law<UsageLedger>[] = [...figureLaws, ...onceLaws];

/** Registers the conformance suite of `UsageLedger` with vitest. */
export function testUsageLedger(name: string, options: SuiteOptions<UsageLedger>): void {
  registerLaws(name, usageLedgerLaws, options);
}
