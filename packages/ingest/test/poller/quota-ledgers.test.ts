import { MemoryQuotaStore } from "@solarmon/core/memory";
import { VirtualClock } from "@solarmon/core/testing";
import { expect, test } from "vitest";
import { QuotaLedgers } from "../../src/poller/quota-ledgers.ts";
import { acmeConnector } from "./acme.ts";

test("links of one account share a ledger, others do not", async () => {
  const ledgers = new QuotaLedgers(new MemoryQuotaStore(), new VirtualClock());
  const lease = (account: string) => ledgers.lease(acmeConnector(), { account });
  const [one, other, third] = await Promise.all([lease("ann"), lease("ann"), lease("bob")]);
  expect(one.ledger).toBe(other.ledger);
  expect(third.ledger).not.toBe(one.ledger);
  await one.ledger.take(4);
  expect(other.ledger.budgets()).toMatchObject([{ remaining: 6 }]);
  expect(third.ledger.budgets()).toMatchObject([{ remaining: 10 }]);
});

test("a ledger that nobody uses is dropped, and its calls still count when it is opened again", async () => {
  const ledgers = new QuotaLedgers(new MemoryQuotaStore(), new VirtualClock());
  const lease = () => ledgers.lease(acmeConnector(), { account: "ann" });
  const [one, other] = [await lease(), await lease()];
  await one.ledger.take(4);
  one.release();
  one.release();
  expect((await lease()).ledger).toBe(other.ledger);
  other.release();
  const held = await lease();
  expect(held.ledger).toBe(one.ledger);
});

test("a ledger that cannot be opened is tried again", async () => {
  const store = new MemoryQuotaStore();
  const load = store.load.bind(store);
  store.load = () => Promise.reject(new TypeError("down"));
  const ledgers = new QuotaLedgers(store, new VirtualClock());
  const lease = () => ledgers.lease(acmeConnector(), { account: "ann" });
  await expect(lease()).rejects.toThrow("down");
  store.load = load;
  await expect(lease()).resolves.toMatchObject({ ledger: { blockedUntil: 0 } });
});
