import { expect } from "vitest";
import type { QuotaState, QuotaStore } from "../ports/quota-store.ts";
import { TEST_DAY } from "./builders.ts";
import type { Law, SuiteOptions } from "./law.ts";
import { registerLaws } from "./register.ts";

const CREDENTIAL = "solaredge/account 4711";

/** A state whose numbers tell which it is. */
function state(calls: number): QuotaState {
  const minute = [{ until: TEST_DAY + 60_000, calls }];
  const day = [...minute, { until: TEST_DAY + 86_400_000, calls: 300 }];
  return { counts: { minute, day, month: [] }, blockedUntil: TEST_DAY + calls };
}

/** What holds for every {@link QuotaStore}. */
export const quotaStoreLaws: readonly Law<QuotaStore>[] = [
  {
    name: "what was saved is loaded",
    async run({ subject }) {
      const never: QuotaState = { counts: {}, blockedUntil: 0 };
      const states = { [CREDENTIAL]: state(1), "größe 🔑\n": state(2), "'; --": never };
      for (const [name, one] of Object.entries(states)) await subject.save(name, one);
      for (const [name, one] of Object.entries(states))
        await expect(subject.load(name)).resolves.toEqual(one);
    },
  },
  {
    name: "an unknown credential has no state",
    async run({ subject }) {
      await subject.save(CREDENTIAL, state(1));
      for (const name of ["solaredge", `${CREDENTIAL}1`, "", "__proto__", "constructor"])
        await expect(subject.load(name)).resolves.toBeUndefined();
    },
  },
  {
    name: "the last save counts, also of many at once",
    async run({ subject }) {
      await subject.save(CREDENTIAL, state(999));
      await Promise.all([1, 2, 3, 4, 5].map((calls) => subject.save(CREDENTIAL, state(calls))));
      await expect(subject.load(CREDENTIAL)).resolves.toEqual(state(5));
    },
  },
  {
    name: "concurrent saves of many credentials all count, each for itself",
    async run({ subject }) {
      const names = Array.from({ length: 50 }, (_, n) => `account ${n}`);
      await Promise.all(names.map((name, n) => subject.save(name, state(n))));
      const loaded = await Promise.all(names.map((name) => subject.load(name)));
      expect(loaded).toEqual(names.map((_, n) => state(n)));
    },
  },
  {
    name: "a save takes the state as it was when it was called",
    async run({ subject }) {
      const minute = [{ until: TEST_DAY, calls: 1 }];
      const saving = subject.save(CREDENTIAL, { counts: { minute }, blockedUntil: 0 });
      minute.push({ until: TEST_DAY, calls: 2 });
      await saving;
      minute.push({ until: TEST_DAY, calls: 3 });
      const saved = { counts: { minute: [{ until: TEST_DAY, calls: 1 }] }, blockedUntil: 0 };
      await expect(subject.load(CREDENTIAL)).resolves.toEqual(saved);
    },
  },
  {
    name: "states survive a restart",
    needsRestart: true,
    async run({ subject, restart }) {
      const names = Array.from({ length: 20 }, (_, n) => `account ${n}`);
      await Promise.all(names.map((name) => subject.save(name, state(1))));
      await Promise.all(names.map((name, n) => subject.save(name, state(n))));
      const reopened = await restart();
      const loaded = await Promise.all(names.map((name) => reopened.load(name)));
      expect(loaded).toEqual(names.map((_, n) => state(n)));
    },
  },
];

/** Registers the conformance suite of {@link QuotaStore} with vitest. */
export function testQuotaStore(name: string, options: SuiteOptions<QuotaStore>): void {
  registerLaws(name, quotaStoreLaws, options);
}
