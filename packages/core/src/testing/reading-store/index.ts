import type { ReadingStore } from "../../ports/reading-store.ts";
import type { Law, SuiteOptions } from "../law.ts";
import { registerLaws } from "../register.ts";
import { durabilityLaws } from "./durability-laws.ts";
import { identityLaws } from "./identity-laws.ts";
import { latestLaws } from "./latest-laws.ts";
import { orderLaws } from "./order-laws.ts";
import { spanLaws } from "./span-laws.ts";
import { tenantLaws } from "./tenant-laws.ts";
import { versionLaws } from "./version-laws.ts";

/** What holds for every {@link ReadingStore}. */
export const readingStoreLaws: readonly Law<ReadingStore>[] = [
  ...identityLaws,
  ...versionLaws,
  ...orderLaws,
  ...spanLaws,
  ...latestLaws,
  ...tenantLaws,
  ...durabilityLaws,
];

/** Registers the conformance suite of {@link ReadingStore} with vitest. */
export function testReadingStore(name: string, options: SuiteOptions<ReadingStore>): void {
  registerLaws(name, readingStoreLaws, options);
}
