import type { Law, SuiteOptions } from "../law.ts";
import { registerLaws } from "../register.ts";
import { personLaws } from "./person-laws.ts";
import type { AlarmStoreUnderTest } from "./subject.ts";
import { watcherLaws } from "./watcher-laws.ts";

/** What holds for every `AlarmStore`. */
export const alarmStoreLaws: readonly Law<AlarmStoreUnderTest>[] = [...personLaws, ...watcherLaws];

/**
 * Registers the conformance suite of `AlarmStore` with vitest. Close both in `close`, or give the subject a
 * `Symbol.asyncDispose` that does.
 */
export function testAlarmStore(name: string, options: SuiteOptions<AlarmStoreUnderTest>): void {
  registerLaws(name, alarmStoreLaws, options);
}
