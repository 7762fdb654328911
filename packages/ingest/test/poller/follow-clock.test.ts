import {
  type Clock,
  DAY_MS,
  type Id,
  type Link,
  type LinkStatus,
  MINUTE_MS,
  systemClock,
} from "@solarmon/core";
import { expect, test, vi } from "vitest";
import { followClock } from "../../src/poller/follow-clock.ts";
import { LinkPoller } from "../../src/poller/link-poller.ts";
import { FakeJobs, fakeLink } from "./fake-links.ts";

function setUp(clock: Clock, intervalMs: number) {
  const jobs = new FakeJobs(clock, undefined, intervalMs);
  const saved: ReadonlyMap<Id, LinkStatus>[] = [];
  const onError = vi.fn<(error: unknown) => void>();
  const store = {
    async *allLinks(): AsyncIterable<readonly Link[]> {
      yield [fakeLink(0)];
    },
    saveStatus: async (statuses: ReadonlyMap<Id, LinkStatus>) => void saved.push(statuses),
  };
  const poller = new LinkPoller({ links: store, open: async () => jobs, clock });
  const follow = () => followClock(poller, { clock, onError });
  return { jobs, saved, onError, poller, store, follow };
}

test("links run by the clock until it is disposed, which saves how they are", async () => {
  const { jobs, saved, poller, follow } = setUp(systemClock, 5);
  await poller.load();
  {
    await using following = follow();
    following.wake();
    await expect.poll(() => jobs.runs.length).toBeGreaterThan(5);
  }
  const runs = jobs.runs.length;
  expect(jobs.isClosed).toBe(true);
  expect(saved.at(-1)?.get(fakeLink(0).id)).toMatchObject({ progress: `${runs} runs` });
});

test("what is to be tidied is tidied at once and every ten minutes, and a failure is told", async () => {
  vi.useFakeTimers();
  try {
    const { onError, poller } = setUp(systemClock, 5);
    const tidy = vi
      .fn<() => Promise<void>>(async () => undefined)
      .mockRejectedValueOnce(new TypeError("no room"));
    await using _ = followClock(poller, { clock: systemClock, onError, tidy });
    await vi.advanceTimersByTimeAsync(9 * MINUTE_MS);
    expect(tidy).toHaveBeenCalledTimes(1);
    expect(onError).toHaveBeenCalledWith(new TypeError("no room"));
    await vi.advanceTimersByTimeAsync(2 * MINUTE_MS);
    expect(tidy).toHaveBeenCalledTimes(2);
  } finally {
    vi.useRealTimers();
  }
});

test("a link that becomes due while one looks is not forgotten", async () => {
  let now = 0;
  const { jobs, poller, follow } = setUp({ now: () => (now += 1) }, 2);
  await poller.load();
  await using following = follow();
  following.wake();
  await expect.poll(() => jobs.runs.length, { timeout: 5_000 }).toBeGreaterThan(50);
});

test("status that cannot be saved is said, and saved later", async () => {
  const { jobs, saved, onError, poller, store, follow } = setUp(systemClock, 60_000);
  const { saveStatus } = store;
  store.saveStatus = () => Promise.reject(new Error("no space"));
  await poller.load();
  await using following = follow();
  following.wake();
  await expect.poll(() => onError.mock.calls.length, { timeout: 5_000 }).toBe(1);
  store.saveStatus = saveStatus;
  await expect.poll(() => saved.length, { timeout: 5_000 }).toBe(1);
  expect(jobs.runs).toHaveLength(1);
});

async function* noLinks(): AsyncIterable<readonly Link[]> {}

test("a link that is gone from the store is let go within minutes", async () => {
  vi.useFakeTimers();
  try {
    const { poller, store, jobs, follow } = setUp(systemClock, DAY_MS);
    await poller.load();
    await using following = follow();
    following.wake();
    store.allLinks = noLinks;
    await vi.advanceTimersByTimeAsync(11 * MINUTE_MS);
    expect(jobs.isClosed).toBe(true);
    expect(poller.linkCount).toBe(0);
  } finally {
    vi.useRealTimers();
  }
});
