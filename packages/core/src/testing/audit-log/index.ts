import type { Law, SuiteOptions } from "../law.ts";
import { registerLaws } from "../register.ts";
import { pageLaws } from "./page-laws.ts";
import { recordLaws } from "./record-laws.ts";
import type { AuditLogUnderTest } from "./subject.ts";

/** What holds for every `AuditLog`. */
export const auditLogLaws: readonly Law<AuditLogUnderTest>[] = [...recordLaws, ...pageLaws];

/** Registers the conformance suite of `AuditLog` with vitest. Close both in `close`. */
export function testAuditLog(name: string, options: SuiteOptions<AuditLogUnderTest>): void {
  registerLaws(name, auditLogLaws, options);
}
