import { MINUTE_MS } from "@solarmon/core";
import { MemoryQuotaStore } from "@solarmon/core/memory";
import { VirtualClock } from "@solarmon/core/testing";
import { expect, test } from "vitest";
import { openQuotaLedger, type QuotaAnswer, type QuotaRule } from "../src/index.ts";
import { CallMeter } from "../src/jobs/call-meter.ts";

const START = Date.UTC(2026, 0, 31);
const RULES: readonly QuotaRule[] = [
  { name: "all", limit: 3, period: "minute" },
  { name: "lists", limit: 1, period: "minute", periods: 5, of: "list" },
];

async function opened() {
  const clock = new VirtualClock(START);
  const options = { credential: "acme/1", rules: RULES, store: new MemoryQuotaStore(), clock };
  const ledger = await openQuotaLedger(options);
  const take = async (kind?: string): Promise<QuotaAnswer> => {
    const answer = await ledger.take(1, kind);
    if (answer.isGranted) answer.release();
    return answer;
  };
  return { clock, ledger, take, options };
}

test("a limit of one kind of calls does not count the others", async () => {
  const { take } = await opened();
  expect(await take("list")).toMatchObject({ isGranted: true });
  expect(await take("list")).toMatchObject({ isGranted: false, rule: "lists" });
  expect(await take("values")).toMatchObject({ isGranted: true });
  expect(await take()).toMatchObject({ isGranted: true });
  expect(await take("values")).toMatchObject({ isGranted: false, rule: "all" });
});

test("a period of five minutes lasts five minutes, also over a restart", async () => {
  const { clock, take, options } = await opened();
  await take("list");
  clock.advance(5 * MINUTE_MS - 1);
  expect(await take("list")).toMatchObject({ isGranted: false, rule: "lists" });
  const restarted = await openQuotaLedger(options);
  expect(await restarted.take(1, "list")).toMatchObject({ isGranted: false, rule: "lists" });
  // Counted in parts of five seconds.
  clock.advance(5_001);
  expect(await take("list")).toMatchObject({ isGranted: true });
});

test("jobs plan with the limits of all calls only", async () => {
  const { ledger } = await opened();
  const meter = new CallMeter(ledger);
  expect(await meter.take(1, "list")).toMatchObject({ isGranted: true });
  expect(await meter.take(1, "list")).toMatchObject({ isGranted: false, rule: "lists" });
  expect(meter.budgets()).toMatchObject([{ rule: "all", used: 1 }]);
  expect(ledger.budgets()).toMatchObject([{ rule: "all" }, { rule: "lists", of: "list", used: 1 }]);
});
