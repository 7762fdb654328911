import { expect } from "vitest";
import type { RateLimit, RateVerdict } from "../ports/rate-limit.ts";
import type { Law, SuiteOptions } from "./law.ts";
import { registerLaws } from "./register.ts";

const RULE = { limit: 5, windowMs: 60_000 };
const QUICK = { limit: 4, windowMs: 800 };
const NAME = "log-in";

/** A rate limit and how time passes for it. */
export interface RateLimitUnderTest {
  readonly limit: RateLimit;
  /** Lets so much time pass: of a virtual clock where the adapter has one, else of the world. */
  readonly pass: (durationMs: number) => void | Promise<void>;
}

function takeMany(limit: RateLimit, count: number, rule = RULE): Promise<RateVerdict[]> {
  return Promise.all(Array.from({ length: count }, () => limit.take(NAME, rule)));
}

function granted(verdicts: readonly RateVerdict[]): number {
  return verdicts.filter(({ ok }) => ok).length;
}

/** What holds for every {@link RateLimit}. */
export const rateLimitLaws: readonly Law<RateLimitUnderTest>[] = [
  {
    name: "the limit is given, also to many that ask at once, and no more",
    async run({ subject: { limit } }) {
      expect(granted(await takeMany(limit, 20))).toBe(RULE.limit);
    },
  },
  {
    name: "a refusal tells when to come again",
    async run({ subject: { limit } }) {
      await takeMany(limit, RULE.limit);
      const verdict = await limit.take(NAME, RULE);
      const retryAfterMs = verdict.ok ? 0 : verdict.retryAfterMs;
      expect(retryAfterMs).toBeGreaterThan(0);
      expect(retryAfterMs).toBeLessThanOrEqual(RULE.windowMs / RULE.limit);
    },
  },
  {
    name: "after that time one more is given, and not all",
    async run({ subject: { limit, pass } }) {
      await takeMany(limit, QUICK.limit, QUICK);
      const verdict = await limit.take(NAME, QUICK);
      await pass(verdict.ok ? 0 : verdict.retryAfterMs);
      const verdicts = await takeMany(limit, QUICK.limit, QUICK);
      expect(granted(verdicts)).toBeGreaterThan(0);
      expect(granted(verdicts)).toBeLessThan(QUICK.limit);
    },
  },
  {
    name: "after a whole window all is given again",
    async run({ subject: { limit, pass } }) {
      await takeMany(limit, QUICK.limit, QUICK);
      await pass(QUICK.windowMs + 1);
      const verdicts = await takeMany(limit, QUICK.limit, QUICK);
      expect(granted(verdicts)).toBe(QUICK.limit);
    },
  },
  {
    name: "what is refused takes nothing",
    async run({ subject: { limit } }) {
      await limit.take(NAME, RULE, 3);
      await expect(limit.take(NAME, RULE, 3)).resolves.toMatchObject({ ok: false });
      await expect(limit.take(NAME, RULE, 2)).resolves.toMatchObject({ ok: true });
      await expect(limit.take(NAME, RULE, 1)).resolves.toMatchObject({ ok: false });
    },
  },
  {
    name: "names are counted apart",
    async run({ subject: { limit } }) {
      await takeMany(limit, RULE.limit);
      await expect(limit.take("other", RULE)).resolves.toMatchObject({ ok: true });
    },
  },
];

/** Registers the conformance suite of {@link RateLimit} with vitest. */
export function testRateLimit(name: string, options: SuiteOptions<RateLimitUnderTest>): void {
  registerLaws(name, rateLimitLaws, options);
}
