// oxlint-disable vitest/valid-title -- tests are made of data here
import { runLaw, type Law, type SuiteOptions } from "@solarmon/core/testing";
import { describe, expect, test } from "vitest";

/** An adapter with one fault. A function makes it; `restart` where the fault is there. */
export type Fake<Subject> = (() => Subject) | Pick<SuiteOptions<Subject>, "create" | "restart">;

const PATIENCE_MS = 150;
/** How a law says that it does not hold; anything else would be a fault of the law or the fake. */
const VERDICT = /not within|it ended instead|Property failed/;

function keep<Subject>(subject: Subject): Subject {
  return subject;
}

/** Proves that each law catches the fake that is broken against it, by name, and that none lacks one. */
export function proveLaws<Subject>(
  title: string,
  laws: readonly Law<Subject>[],
  fakes: Readonly<Record<string, Fake<Subject>>>,
): void {
  describe(title, () => {
    test("each law has its broken fake", () => {
      expect(Object.keys(fakes).toSorted()).toEqual(laws.map(({ name }) => name).toSorted());
      expect(new Set(laws.map(({ name }) => name)).size).toBe(laws.length);
    });
    test.for(laws.filter(({ name }) => name in fakes))("$name", async (law) => {
      const error = await rejectionOf(law, fakes[law.name]);
      expect(error).toSatisfy(isVerdict, `a verdict, not ${String(error)}`);
    });
  });
}

async function rejectionOf<Subject>(
  law: Law<Subject>,
  fake: Fake<Subject> | undefined,
): Promise<unknown> {
  if (!fake) return undefined;
  const given = typeof fake === "function" ? { create: fake } : fake;
  const options = { restart: keep, patienceMs: PATIENCE_MS, ...given };
  return runLaw(law, options).catch((thrown: unknown) => thrown);
}

function isVerdict(error: unknown): boolean {
  return error instanceof Error && (error.name === "AssertionError" || VERDICT.test(error.message));
}
