import { ConnectorError, type ConnectorErrorOptions } from "@solarmon/connectors-kit";
import { HOUR_MS, MINUTE_MS } from "@solarmon/core";
import { VirtualClock } from "@solarmon/core/testing";
import { expect, test } from "vitest";
import { withPatience } from "../../src/poller/with-patience.ts";

const START = Date.UTC(2026, 5, 1);

function bench(failures: number, options: ConnectorErrorOptions) {
  const clock = new VirtualClock(START);
  let attempts = 0;
  const work = async (): Promise<string> => {
    attempts += 1;
    if (attempts <= failures) throw new ConnectorError("rate", "acme", "too often", options);
    return "done";
  };
  const wait = async (ms: number): Promise<void> => {
    clock.advance(ms);
  };
  return { clock, work, wait, attempts: () => attempts };
}

test("work that the minute's limit cuts goes on when the next minute lets it", async () => {
  const { clock, work, wait, attempts } = bench(2, { retryAt: START + MINUTE_MS });
  await expect(withPatience(work, { clock, wait })).resolves.toBe("done");
  expect(attempts()).toBe(3);
  expect(clock.now()).toBeGreaterThanOrEqual(START + MINUTE_MS);
});

const never = (): boolean => false;

test("what takes longer, what the vendor himself says, and what was handed over in part is told", async () => {
  const long = bench(1, { retryAt: START + HOUR_MS });
  await expect(withPatience(long.work, long)).rejects.toMatchObject({ kind: "rate" });
  const vendor = bench(1, { retryAt: START + MINUTE_MS, status: 429 });
  await expect(withPatience(vendor.work, vendor)).rejects.toMatchObject({ status: 429 });
  const part = bench(1, { retryAt: START + MINUTE_MS });
  await expect(withPatience(part.work, { ...part, mayGoOn: never })).rejects.toMatchObject({
    kind: "rate",
  });
  for (const { attempts } of [long, vendor, part]) expect(attempts()).toBe(1);
});

test("patience has an end", async () => {
  const { clock, work, wait, attempts } = bench(1_000, { retryAt: START });
  await expect(withPatience(work, { clock, wait })).rejects.toMatchObject({ kind: "rate" });
  expect(attempts()).toBe(16);
});
