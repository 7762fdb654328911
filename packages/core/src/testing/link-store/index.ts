import type { Law, SuiteOptions } from "../law.ts";
import { registerLaws } from "../register.ts";
import { ownerLaws } from "./owner-laws.ts";
import { schedulerLaws } from "./scheduler-laws.ts";
import type { LinkStoreUnderTest } from "./subject.ts";

/** What holds for every `LinkStore`. */
export const linkStoreLaws: readonly Law<LinkStoreUnderTest>[] = [...ownerLaws, ...schedulerLaws];

/**
 * Registers the conformance suite of `LinkStore` with vitest. Close both in `close`, or give the subject a
 * `Symbol.asyncDispose` that does.
 */
export function testLinkStore(name: string, options: SuiteOptions<LinkStoreUnderTest>): void {
  registerLaws(name, linkStoreLaws, options);
}
