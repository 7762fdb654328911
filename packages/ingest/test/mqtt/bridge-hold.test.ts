import { SolarmonError } from "@solarmon/core";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { SubmissionWaiter } from "../../src/intake/intake.ts";
import type { BridgedMessage } from "../../src/mqtt/bridge-inlet.ts";
import { BridgeHold } from "../../src/mqtt/bridge-hold.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const away = new SolarmonError("unavailable", "the catalogue is away");

/** An inlet whose tries are settled by hand. */
function setUp() {
  const tries: { topic: string; waiter: SubmissionWaiter }[] = [];
  const inlet = {
    take: ({ topic }: BridgedMessage, waiter: SubmissionWaiter) =>
      void tries.push({ topic, waiter }),
  };
  const warn = vi.fn<(fields: object, message: string) => void>();
  const hold = new BridgeHold(inlet, { warn, debug: () => undefined });
  const settled = vi.fn<SubmissionWaiter["settled"]>();
  const take = (topic: string) =>
    hold.take({ topic, payload: Buffer.of(), isRetained: false }, { settled });
  return { hold, tries, settled, take, warn };
}

test("what is taken at once is told at once", () => {
  const { take, tries, settled } = setUp();
  take("a");
  const accepted = [{ status: "accepted", refusals: [] }] as const;
  tries[0]?.waiter.settled(null, accepted);
  expect(settled).toHaveBeenCalledExactlyOnceWith(null, accepted);
  expect(vi.getTimerCount()).toBe(0);
});

test("what is refused for now is tried until it is taken, in order and with one word of it", () => {
  const { take, tries, settled, warn } = setUp();
  take("a");
  take("b");
  tries[0]?.waiter.settled(away, []);
  tries[1]?.waiter.settled(away, []);
  vi.advanceTimersByTime(500);
  expect(tries.map(({ topic }) => topic)).toEqual(["a", "b", "a", "b"]);
  expect(settled).not.toHaveBeenCalled();
  expect(warn).toHaveBeenCalledOnce();
  tries[2]?.waiter.settled(away, []);
  tries[3]?.waiter.settled(null, []);
  expect(settled).toHaveBeenCalledOnce();
  vi.advanceTimersByTime(500);
  tries[4]?.waiter.settled(null, []);
  expect(settled).toHaveBeenCalledTimes(2);
  vi.advanceTimersByTime(5_000);
  expect(tries).toHaveLength(5);
});

test("a closed bridge tries no more", () => {
  const { hold, take, tries, settled } = setUp();
  take("a");
  take("b");
  tries[0]?.waiter.settled(away, []);
  hold.close();
  tries[1]?.waiter.settled(away, []);
  expect(vi.getTimerCount()).toBe(0);
  expect(settled).not.toHaveBeenCalled();
});
