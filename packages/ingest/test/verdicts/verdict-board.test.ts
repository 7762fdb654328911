import { createVerdictBoard } from "@solarmon/ingest";
import { afterEach, beforeEach, expect, test, vi } from "vitest";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test("brings verdicts to the one who waits for them", async () => {
  const board = createVerdictBoard();
  const first = board.expect(1_000);
  const second = board.expect(1_000);
  board.deliver(second.replyTo, ["duplicate"]);
  board.deliver(first.replyTo, ["stored"]);
  expect(await first.verdicts).toEqual(["stored"]);
  expect(await second.verdicts).toEqual(["duplicate"]);
  expect(vi.getTimerCount()).toBe(0);
});

test("gives up after the time-out and ignores what comes later", async () => {
  const board = createVerdictBoard();
  const { replyTo, verdicts } = board.expect(50);
  await vi.advanceTimersByTimeAsync(51);
  await expect(verdicts).rejects.toMatchObject({ code: "unavailable" });
  board.deliver(replyTo, ["stored"]);
});

test("refuses more waiters than it has room for", () => {
  const board = createVerdictBoard({ maxWaiting: 1 });
  const { replyTo } = board.expect(1_000);
  expect(() => board.expect(1_000)).toThrow(expect.objectContaining({ code: "rate_limited" }));
  board.deliver(replyTo, []);
  expect(board.expect(1_000).replyTo).not.toBe(replyTo);
});
