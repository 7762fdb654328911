import type { RateLimit } from "@solarmon/core";
import { MemoryRateLimit } from "@solarmon/core/memory";
import { rateLimitLaws, type RateLimitUnderTest, VirtualClock } from "@solarmon/core/testing";
import { broken } from "../support/broken.ts";
import { type Fake, proveLaws } from "../support/prove-laws.ts";

function breakIt(change: (inner: RateLimit) => Partial<RateLimit>): () => RateLimitUnderTest {
  return () => {
    const clock = new VirtualClock();
    const limit = broken<RateLimit>(new MemoryRateLimit({ clock }), change);
    return { limit, pass: (durationMs) => clock.advance(durationMs) };
  };
}

/** A count per window that begins with the first: at its end all comes back at once. */
function wholeWindows(): RateLimitUnderTest {
  let taken = 0;
  return breakIt(() => ({
    take: async (_, { limit, windowMs }) => {
      if (taken < limit) return { ok: true, taken: taken++ };
      taken = 0;
      return { ok: false, retryAfterMs: windowMs };
    },
  }))();
}

const fakes: Record<string, Fake<RateLimitUnderTest>> = {
  "the limit is given, also to many that ask at once, and no more": breakIt((inner) => ({
    take: (name, rule) => inner.take(name, { ...rule, limit: rule.limit + 1 }),
  })),
  "a refusal tells when to come again": wholeWindows,
  "after that time one more is given, and not all": wholeWindows,
  "after a whole window all is given again": breakIt((inner) => ({
    take: (name, rule) => inner.take(name, { ...rule, windowMs: rule.windowMs * 10 }),
  })),
  "what is refused takes nothing": breakIt((inner) => ({
    async take(name, rule, amount = 1) {
      const verdict = await inner.take(name, rule, amount);
      if (!verdict.ok) for (let n = 0; n < amount; n++) await inner.take(name, rule, 1);
      return verdict;
    },
  })),
  "names are counted apart": breakIt((inner) => ({
    take: (_, rule, amount) => inner.take("all", rule, amount),
  })),
};

proveLaws("the laws of RateLimit catch", rateLimitLaws, fakes);
