import { DAY_MS, HOUR_MS, type Instant, MINUTE_MS, SECOND_MS, type Span } from "@solarmon/core";
import { MemoryQuotaStore } from "@solarmon/core/memory";
import { VirtualClock } from "@solarmon/core/testing";
import { expect, test } from "vitest";
import {
  ConnectorError,
  createQuotaHttp,
  type Daylight,
  openQuotaLedger,
  planCalls,
  type QuotaRule,
  type ReceivedReply,
  type VendorHttp,
} from "../src/index.ts";
import { failureOf } from "./support/failure.ts";
import { StrictVendor } from "./support/strict-vendor.ts";

const MINUTE: QuotaRule = { name: "minute", limit: 2, period: "minute" };
const REQUEST = { url: "https://api.example/v1/power" };

function remainingOf({ headers }: ReceivedReply): Record<string, number> {
  const left = headers["x-ratelimit-remaining-minute"];
  return left === undefined ? {} : { minute: Number(left) };
}

async function limited(http: VendorHttp, rules: readonly QuotaRule[], clock: VirtualClock) {
  const store = new MemoryQuotaStore();
  const ledger = await openQuotaLedger({ credential: "a", rules, store, clock });
  return { ledger, http: createQuotaHttp({ vendor: "acme", http, ledger, clock, remainingOf }) };
}

test("without leave nothing is sent, and the error says until when", async () => {
  const clock = new VirtualClock();
  const vendor = new StrictVendor(clock, [MINUTE]);
  const { http } = await limited(vendor, [MINUTE], clock);
  await http.send(REQUEST);
  await http.send(REQUEST);
  const error = await failureOf(http.send(REQUEST));
  expect(error).toMatchObject({ kind: "rate", status: null, isRetryable: true });
  expect(error.message).toContain("waiting for quota minute until 2024-06-10T06:1");
  expect([vendor.answered, vendor.refused]).toEqual([2, 0]);
  clock.set(error.retryAt ?? 0);
  await http.send(REQUEST);
  expect([vendor.answered, vendor.refused]).toEqual([3, 0]);
});

test("a 429 silences the credential: as long as it says, else for a quarter of an hour", async () => {
  const clock = new VirtualClock();
  for (const [retryAt, silentUntil] of [
    [clock.now() + HOUR_MS, clock.now() + HOUR_MS],
    [undefined, clock.now() + 15 * MINUTE_MS],
  ] as const) {
    let calls = 0;
    const refusing: VendorHttp = {
      send: async () => {
        calls += 1;
        throw new ConnectorError("rate", "acme", "429", { ...(retryAt && { retryAt }) });
      },
    };
    const { http } = await limited(refusing, [], clock);
    await failureOf(http.send(REQUEST));
    expect(await failureOf(http.send(REQUEST))).toMatchObject({ retryAt: silentUntil });
    expect(calls).toBe(1);
  }
});

test("a call that fails frees its place", async () => {
  const clock = new VirtualClock();
  const failing: VendorHttp = {
    send: async () => {
      throw new ConnectorError("transient", "acme", "503");
    },
  };
  const store = new MemoryQuotaStore();
  const limits = { credential: "a", rules: [], maxConcurrent: 1, store, clock };
  const ledger = await openQuotaLedger(limits);
  const http = createQuotaHttp({ vendor: "acme", http: failing, ledger, clock });
  for (let attempt = 0; attempt < 3; attempt += 1)
    expect((await failureOf(http.send(REQUEST))).kind).toBe("transient");
});

test("what the reply says remains is believed", async () => {
  const clock = new VirtualClock();
  const headers = { "x-ratelimit-remaining-minute": "0" };
  const telling: VendorHttp = {
    send: async () => ({ body: new Uint8Array(0), status: 200, headers, receivedAt: clock.now() }),
  };
  const { http } = await limited(telling, [MINUTE], clock);
  await http.send(REQUEST);
  expect((await failureOf(http.send(REQUEST))).message).toContain("quota minute");
});

const DAYLIGHT: Daylight = {
  next: (at) => {
    const day = Math.floor((at - 20 * HOUR_MS) / DAY_MS + 1) * DAY_MS;
    return { start: day + 5 * HOUR_MS, end: day + 20 * HOUR_MS };
  },
};

const VENDORS: Readonly<Record<string, readonly QuotaRule[]>> = {
  "1,000 a month and 10 a minute": [
    { name: "minute", limit: 10, period: "minute" },
    { name: "month", limit: 1_000, period: "month" },
  ],
  "10 a day": [{ name: "day", limit: 10, period: "day" }],
  "one a minute, 24 a day": [
    { name: "minute", limit: 1, period: "minute" },
    { name: "day", limit: 24, period: "day" },
  ],
};

for (const [name, rules] of Object.entries(VENDORS))
  test(`40 links share a key with ${name}: 30 days, no call refused, the budget used`, async () => {
    const start = Date.UTC(2026, 5, 1);
    const clock = new VirtualClock(start);
    const vendor = new StrictVendor(clock, rules);
    const { http } = await limited(vendor, rules, clock);
    const end = start + 30 * DAY_MS;
    // Each link plans with its own share and then some: greed must not matter.
    const plans = Array.from({ length: 40 }, (_, link) =>
      planOf(rules, { start, end }, (link + 0.5) / 40),
    );
    await runPlans(plans.flat(), clock, http);
    expect(vendor.refused).toBe(0);
    expect(vendor.answered).toBeGreaterThan(0.8 * mostCalls(rules));
  });

function mostCalls(rules: readonly QuotaRule[]): number {
  return Math.min(
    ...rules
      .map(({ limit, period }) => (period === "day" ? 30 * limit : limit))
      .filter((most) => most > 10),
  );
}

function planOf(rules: readonly QuotaRule[], { start, end }: Span, phase: number): Instant[] {
  const calls = Math.ceil((2 * mostCalls(rules)) / 40);
  const [now, until] = [start, end];
  return planCalls({ now, until, calls, daylight: DAYLIGHT, minIntervalMs: 5 * MINUTE_MS, phase });
}

/** Calls when it is time; who is told to wait tries again then, a few times. */
async function runPlans(
  plan: readonly Instant[],
  clock: VirtualClock,
  http: VendorHttp,
): Promise<void> {
  const due = plan.map((at) => ({ at, attempts: 0 })).toSorted((a, b) => b.at - a.at);
  for (let next = due.pop(); next; next = due.pop()) {
    clock.set(Math.max(clock.now(), next.at));
    const retryAt = await retryAtOf(http);
    if (retryAt === null || next.attempts >= 3) continue;
    due.push({ at: retryAt + next.attempts * SECOND_MS, attempts: next.attempts + 1 });
    due.sort((a, b) => b.at - a.at);
  }
}

async function retryAtOf(http: VendorHttp): Promise<Instant | null> {
  try {
    await http.send(REQUEST);
    return null;
  } catch (error) {
    return ConnectorError.isConnectorError(error) ? error.retryAt : null;
  }
}
