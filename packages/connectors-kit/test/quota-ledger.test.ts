import {
  DAY_MS,
  HOUR_MS,
  type Instant,
  MINUTE_MS,
  type QuotaStore,
  SECOND_MS,
  SolarmonError,
} from "@solarmon/core";
import { MemoryQuotaStore } from "@solarmon/core/memory";
import { VirtualClock } from "@solarmon/core/testing";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import {
  openQuotaLedger,
  type QuotaLedger,
  type QuotaLedgerOptions,
  type QuotaRule,
} from "../src/index.ts";

const MINUTE: QuotaRule = { name: "minute", limit: 10, period: "minute" };
const MONTH: QuotaRule = { name: "month", limit: 1_000, period: "month" };
const START = Date.UTC(2026, 0, 31, 23, 59, 30);

function optionsOf(rules: readonly QuotaRule[], clock = new VirtualClock(START)) {
  return { credential: "acme/1", rules, store: new MemoryQuotaStore(), clock };
}

/** Takes leave and gives it back at once. */
async function tryCall(ledger: QuotaLedger, calls?: number): Promise<boolean> {
  const answer = await ledger.take(calls);
  if (answer.isGranted) answer.release();
  return answer.isGranted;
}

test("calls are granted up to the limit; then the answer says until when", async () => {
  const options = optionsOf([MINUTE]);
  const ledger = await openQuotaLedger(options);
  for (let call = 0; call < 10; call += 1) expect(await tryCall(ledger)).toBe(true);
  const answer = await ledger.take();
  expect(answer).toMatchObject({ isGranted: false, rule: "minute" });
  const waitUntil = answer.isGranted ? null : answer.waitUntil;
  options.clock.set((waitUntil ?? 0) - 1);
  expect(await tryCall(ledger)).toBe(false);
  options.clock.advance(1);
  expect(await tryCall(ledger)).toBe(true);
});

test("a calendar month resets with the month", async () => {
  const options = optionsOf([{ ...MONTH, limit: 2 }]);
  const ledger = await openQuotaLedger(options);
  expect([await tryCall(ledger), await tryCall(ledger), await tryCall(ledger)]).toEqual([
    true,
    true,
    false,
  ]);
  expect(ledger.budgets()).toEqual([
    { rule: "month", limit: 2, used: 2, remaining: 0, resetsAt: Date.UTC(2026, 1) },
  ]);
  options.clock.set(Date.UTC(2026, 1));
  expect(await tryCall(ledger)).toBe(true);
});

test("what was used survives a restart, also when the call never ended", async () => {
  const options = optionsOf([{ ...MONTH, limit: 2 }]);
  await (await openQuotaLedger(options)).take();
  const restarted = await openQuotaLedger(options);
  expect(await tryCall(restarted)).toBe(true);
  expect(await tryCall(restarted)).toBe(false);
});

test("a grant that cannot be saved is none", async () => {
  const options = optionsOf([MINUTE]);
  options.store.save = async () => {
    throw new SolarmonError("storage_full", "no space");
  };
  const ledger = await openQuotaLedger({ ...options, maxConcurrent: 1 });
  await expect(ledger.take()).rejects.toThrow("no space");
  await expect(ledger.take()).rejects.toThrow("no space");
});

test("many at once share saves, and all of them are saved before they are granted", async () => {
  const options = optionsOf([{ ...MINUTE, limit: 100_000 }]);
  let saves = 0;
  const store: QuotaStore = {
    load: (credential) => options.store.load(credential),
    save: async (credential, state) => {
      saves += 1;
      await new Promise((resolve) => setImmediate(resolve));
      await options.store.save(credential, state);
    },
  };
  const ledger = await openQuotaLedger({ ...options, store });
  await Promise.all(Array.from({ length: 10_000 }, () => ledger.take()));
  expect(saves).toBeLessThan(5);
  expect((await openQuotaLedger(options)).budgets()[0]?.used).toBe(10_000);
});

test("no more at the same time than allowed; a release counts once", async () => {
  const ledger = await openQuotaLedger({ ...optionsOf([]), maxConcurrent: 2 });
  const first = await ledger.take();
  await ledger.take();
  expect(await ledger.take()).toEqual({ isGranted: false, rule: "concurrency", waitUntil: null });
  if (first.isGranted) first.release();
  if (first.isGranted) first.release();
  expect(await tryCall(ledger)).toBe(true);
  await ledger.take();
  expect((await ledger.take()).isGranted).toBe(false);
});

test("after a 429 nobody calls, also after a restart", async () => {
  const options = optionsOf([MINUTE]);
  const until = START + HOUR_MS;
  await (await openQuotaLedger(options)).blockUntil(until);
  const ledger = await openQuotaLedger(options);
  await ledger.blockUntil(START);
  expect(await ledger.take()).toEqual({ isGranted: false, rule: "vendor", waitUntil: until });
  options.clock.set(until);
  expect(await tryCall(ledger)).toBe(true);
});

test("the vendor's own count is believed when it is worse", async () => {
  const ledger = await openQuotaLedger(optionsOf([MINUTE]));
  await tryCall(ledger);
  await ledger.observe("minute", 9);
  expect(ledger.budgets()[0]?.remaining).toBe(9);
  await ledger.observe("minute", 3);
  expect(ledger.budgets()[0]?.remaining).toBe(3);
  await expect(ledger.observe("year", 3)).rejects.toThrow("no quota is named year");
});

test("a call that could never be made is refused at once", async () => {
  const ledger = await openQuotaLedger(optionsOf([MINUTE]));
  for (const calls of [11, 0, -1, 0.5, Number.NaN])
    await expect(ledger.take(calls)).rejects.toThrow("never fits quota minute");
});

test("a clock that is put back gives no calls away", async () => {
  const options = optionsOf([MINUTE]);
  const ledger = await openQuotaLedger(options);
  for (let call = 0; call < 9; call += 1) await tryCall(ledger);
  options.clock.advance(-HOUR_MS);
  expect([await tryCall(ledger), await tryCall(ledger)]).toEqual([true, false]);
});

interface Step {
  readonly waitMs: number;
  readonly lastsMs: number;
  readonly restart: boolean;
  /** The process dies with the call. */
  readonly crash: boolean;
  readonly calls: number;
}

const steps = fc.array(
  fc.record({
    waitMs: fc.oneof(fc.integer({ min: 0, max: 3_000 }), fc.integer({ min: 0, max: 40 * HOUR_MS })),
    lastsMs: fc.integer({ min: 0, max: 20_000 }),
    restart: fc.boolean(),
    crash: fc.boolean(),
    calls: fc.integer({ min: 1, max: 3 }),
  }),
  { minLength: 50, maxLength: 300 },
);
const ruleSets = fc.constantFrom<readonly QuotaRule[]>(
  [MINUTE],
  [{ name: "day", limit: 12, period: "day" }],
  [{ name: "day", limit: 12, period: "day", reset: "calendar" }],
  [
    { ...MINUTE, limit: 3 },
    { name: "hour", limit: 20, period: "hour" },
    { ...MONTH, limit: 60 },
  ],
);

test("no quota is exceeded, whenever during a call the vendor counts it", async () => {
  await fc.assert(
    fc.asyncProperty(
      ruleSets,
      steps,
      fc.double({ min: 0, max: 1, noNaN: true }),
      async (rules, run, share) => {
        const counted = await drive(optionsOf(rules), run, share);
        for (const rule of rules)
          expect(mostInOnePeriod(rule, counted)).toBeLessThanOrEqual(rule.limit);
      },
    ),
    { numRuns: 150 },
  );
});

/** Makes the calls that are granted; gives when the vendor counted them. */
async function drive(
  options: QuotaLedgerOptions & { clock: VirtualClock },
  run: readonly Step[],
  share: number,
): Promise<Instant[]> {
  const counted: Instant[] = [];
  let ledger = await openQuotaLedger(options);
  for (const { waitMs, lastsMs, restart, crash, calls } of run) {
    options.clock.advance(waitMs);
    const answer = await ledger.take(calls);
    if (!answer.isGranted) continue;
    const at = options.clock.now() + Math.floor(share * lastsMs);
    counted.push(...Array.from({ length: calls }, () => at));
    options.clock.advance(lastsMs);
    if (!crash) answer.release();
    if (crash || restart) ledger = await openQuotaLedger(options);
  }
  return counted;
}

const LENGTH_MS = { minute: MINUTE_MS, hour: HOUR_MS, day: DAY_MS, month: 0 };

function mostInOnePeriod(rule: QuotaRule, counted: readonly Instant[]): number {
  if (rule.period === "month")
    return mostOf(counted.map((at) => new Date(at).toISOString().slice(0, 7)));
  const lengthMs = LENGTH_MS[rule.period];
  if (rule.reset === "calendar")
    return mostOf(counted.map((at) => String(Math.floor(at / lengthMs))));
  return Math.max(
    0,
    ...counted.map((from) => counted.filter((at) => at >= from && at < from + lengthMs).length),
  );
}

function mostOf(keys: readonly string[]): number {
  return Math.max(0, ...keys.map((key) => keys.filter((other) => other === key).length));
}

test("a rolling limit is used almost whole", async () => {
  const options = optionsOf([MINUTE]);
  const ledger = await openQuotaLedger(options);
  let granted = 0;
  for (let second = 0; second < 3_600; second += 1) {
    if (await tryCall(ledger)) granted += 1;
    options.clock.advance(SECOND_MS);
  }
  expect(granted).toBeGreaterThanOrEqual(0.97 * 600);
});
