// oxlint-disable vitest/valid-title, vitest/no-conditional-tests, vitest/no-disabled-tests, vitest/expect-expect
// -- tests are made of data here; the rules are for tests written by hand
import { describe, expect, test } from "vitest";
import { runLaw, type Law, type SuiteOptions } from "./law.ts";

/** Slow adapters and busy machines: a law may write a hundred thousand readings. */
const LAW_TIMEOUT_MS = 60_000;

/** Names that a skip list has and the suite has not: spelled wrong, or a law of another version. */
export function unknownSkips(
  laws: readonly Law<never>[],
  skip: Readonly<Record<string, string>>,
): string[] {
  const names = new Set(laws.map(({ name }) => name));
  return Object.keys(skip).filter((name) => !names.has(name));
}

/** Makes a test of every law. */
export function registerLaws<Subject>(
  title: string,
  laws: readonly Law<Subject>[],
  options: SuiteOptions<Subject>,
): void {
  const skip = options.skip ?? {};
  describe(title, () => {
    test("skips only laws that exist", () => {
      expect(unknownSkips(laws, skip)).toEqual([]);
    });
    for (const law of laws) registerLaw(law, options, skip[law.name]);
  });
}

function registerLaw<Subject>(
  law: Law<Subject>,
  options: SuiteOptions<Subject>,
  skipReason: string | undefined,
): void {
  const noRestart = law.needsRestart === true && options.restart === undefined;
  const reason = skipReason ?? (noRestart ? "the suite was given no restart" : undefined);
  if (reason !== undefined) test.skip(`${law.name} (skipped: ${reason})`);
  else test(law.name, { timeout: LAW_TIMEOUT_MS }, () => runLaw(law, options));
}
