import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { formatAge } from "../src/format/age.ts";
import { throttled } from "../src/live/frame.ts";
import { retryDelayMs } from "../src/live/retry-wait.ts";

describe("throttle", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("runs at most four times a second, and the last request is never lost", () => {
    const task = vi.fn<() => void>();
    const request = throttled(task, 250);
    for (let ms = 0; ms < 990; ms += 10) {
      request();
      vi.advanceTimersByTime(10);
    }
    expect(task).toHaveBeenCalledTimes(4);
    vi.advanceTimersByTime(250);
    expect(task).toHaveBeenCalledTimes(5);
    vi.advanceTimersByTime(10_000);
    expect(task).toHaveBeenCalledTimes(5);
  });

  it("runs at once after a pause, and not after it was cancelled", () => {
    const task = vi.fn<() => void>();
    const request = throttled(task, 250);
    request();
    vi.advanceTimersByTime(0);
    expect(task).toHaveBeenCalledOnce();
    request();
    request.cancel();
    vi.advanceTimersByTime(1_000);
    expect(task).toHaveBeenCalledOnce();
  });
});

describe("retries", () => {
  it("come quickly first, then every eight seconds, spread by a quarter", () => {
    expect([0, 1, 2, 3, 10].map((retries) => retryDelayMs(retries, 0.5))).toEqual([
      250, 500, 1_000, 2_000, 8_000,
    ]);
    expect([retryDelayMs(9, 0), retryDelayMs(9, 1)]).toEqual([6_000, 10_000]);
  });
});

describe("ages", () => {
  it.each([
    [-5_000, "0 s"],
    [59_999, "59 s"],
    [60_000, "1 min"],
    [3_600_000, "1 h"],
    [47 * 3_600_000, "47 h"],
    [48 * 3_600_000, "2 d"],
    [2_350 * 86_400_000, "6 y"],
  ])("of %d ms read %s", (ageMs, text) => {
    expect(formatAge(ageMs)).toBe(text);
  });
});
