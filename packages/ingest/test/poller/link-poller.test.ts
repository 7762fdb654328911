import { type Id, type Link, type LinkStatus, MINUTE_MS, SolarmonError } from "@solarmon/core";
import { VirtualClock } from "@solarmon/core/testing";
import { expect, test } from "vitest";
import { LinkPoller } from "../../src/poller/link-poller.ts";
import type { OpenLink } from "../../src/poller/open-link.ts";
import { FakeJobs, fakeLink } from "./fake-links.ts";

type Act = ConstructorParameters<typeof FakeJobs>[1];

/** A poller over links in memory, each with jobs that can be watched. */
class Bench {
  readonly clock = new VirtualClock(0);
  readonly links: Link[];
  readonly jobs = new Map<Id, FakeJobs>();
  readonly saved: ReadonlyMap<Id, LinkStatus>[] = [];
  readonly errors: unknown[] = [];
  readonly gone: Id[] = [];
  readonly poller: LinkPoller;
  act: Act;
  onSave: () => void = () => undefined;
  onOpen: (link: Link) => void = () => undefined;

  constructor(count: number, maxConcurrent = 64) {
    this.links = Array.from({ length: count }, (_, n) => fakeLink(n));
    this.poller = new LinkPoller({
      links: { allLinks: () => this.#pages(), saveStatus: (statuses) => this.#save(statuses) },
      open: (link) => this.#open(link),
      clock: this.clock,
      maxConcurrent,
      onError: (_, error) => this.errors.push(error),
      onGone: async ({ id }) => void this.gone.push(id),
    });
  }

  jobsOf(n: number): FakeJobs {
    const jobs = this.jobs.get(fakeLink(n).id);
    if (!jobs) throw new TypeError(`link ${n} was not opened`);
    return jobs;
  }

  statusOf(n: number): LinkStatus | undefined {
    return this.saved.findLast((statuses) => statuses.has(fakeLink(n).id))?.get(fakeLink(n).id);
  }

  async *#pages(): AsyncIterable<readonly Link[]> {
    yield this.links;
  }

  async #save(statuses: ReadonlyMap<Id, LinkStatus>): Promise<void> {
    this.onSave();
    this.saved.push(statuses);
  }

  async #open(link: Link): Promise<OpenLink> {
    this.onOpen(link);
    const jobs = new FakeJobs(this.clock, this.act);
    this.jobs.set(link.id, jobs);
    return jobs;
  }
}

test("every link runs when it is due, and not before", async () => {
  const bench = new Bench(3);
  await bench.poller.load();
  await bench.poller.runDue();
  expect(bench.poller.nextAt).toBe(MINUTE_MS);
  bench.clock.set(MINUTE_MS - 1);
  await bench.poller.runDue();
  expect(bench.jobsOf(0).runs).toEqual([0]);
  bench.clock.set(MINUTE_MS);
  await bench.poller.runDue();
  for (const n of [0, 1, 2]) expect(bench.jobsOf(n).runs).toEqual([0, MINUTE_MS]);
});

test("no more links run at once than allowed, and each gets its turn", async () => {
  const bench = new Bench(20, 4);
  let running = 0;
  let most = 0;
  bench.act = async () => {
    running += 1;
    most = Math.max(most, running);
    await new Promise((resolve) => setImmediate(resolve));
    running -= 1;
  };
  await bench.poller.load();
  await bench.poller.runDue();
  expect(most).toBe(4);
  expect([...bench.jobs.values()].map(({ runs }) => runs.length)).toEqual(
    Array.from({ length: 20 }, () => 1),
  );
});

test("how links are doing is saved in bulk, and again after a failed save", async () => {
  const bench = new Bench(5);
  await bench.poller.load();
  bench.onSave = () => {
    throw new SolarmonError("storage_full", "no space");
  };
  await expect(bench.poller.runDue()).rejects.toMatchObject({ code: "storage_full" });
  bench.onSave = () => undefined;
  bench.clock.set(MINUTE_MS);
  await bench.poller.runDue();
  expect(bench.saved.map(({ size }) => size)).toEqual([5]);
  expect(bench.statusOf(4)).toMatchObject({ health: "ok", lastPolledAt: MINUTE_MS });
});

test("a link that cannot be opened says what to do, is left alone, and works after a log-in", async () => {
  const bench = new Bench(2);
  bench.onOpen = ({ name }) => {
    if (name === "link 1") throw new SolarmonError("invalid_argument", "Acme needs password");
  };
  await bench.poller.load();
  await bench.poller.runDue();
  expect(bench.statusOf(1)).toMatchObject({ health: "degraded", reason: "Acme needs password" });
  bench.clock.set(10 * MINUTE_MS);
  await bench.poller.runDue();
  expect(bench.errors).toHaveLength(1);
  bench.onOpen = () => undefined;
  await bench.poller.signIn(fakeLink(1).id);
  await bench.poller.runDue();
  expect(bench.statusOf(1)).toMatchObject({ health: "ok", reason: null });
});

test("what could not be stored is done again after a pause, and others are not held up", async () => {
  const bench = new Bench(2);
  let isFull = true;
  bench.act = async () => {
    if (isFull) throw new SolarmonError("storage_full", "no space left");
  };
  await bench.poller.load();
  await bench.poller.runDue();
  expect(bench.statusOf(0)).toMatchObject({ health: "degraded", reason: "no space left" });
  isFull = false;
  bench.clock.set(bench.poller.nextAt);
  await bench.poller.runDue();
  expect(bench.jobsOf(0).runs).toEqual([0, 10_000]);
  expect(bench.statusOf(0)).toMatchObject({ health: "ok", reason: null });
});

test("a removed link runs no more, its call is cancelled, and its status is not written", async () => {
  const bench = new Bench(2);
  bench.act = (call) =>
    new Promise((_, reject) => {
      call?.signal?.addEventListener("abort", () => reject(call.signal?.reason));
    });
  await bench.poller.load();
  expect(bench.poller.startDue()).toBe(true);
  await expect.poll(() => bench.jobs.size).toBe(2);
  await bench.poller.remove(fakeLink(0).id);
  expect(bench.jobsOf(0).isClosed).toBe(true);
  await bench.poller.stop(0);
  expect(bench.saved.map((statuses) => [...statuses.keys()])).toEqual([[fakeLink(1).id]]);
  expect(bench.errors).toEqual([]);
});

test("a changed link goes on from where it was", async () => {
  const bench = new Bench(1);
  await bench.poller.load();
  await bench.poller.runDue();
  const opened: Link[] = [];
  bench.onOpen = (link) => opened.push(link);
  const before = bench.jobsOf(0);
  await bench.poller.put({ ...fakeLink(0), settings: { address: "new" } });
  await bench.poller.runDue();
  expect(before.isClosed).toBe(true);
  expect(opened).toMatchObject([{ settings: { address: "new" }, status: { progress: "1 runs" } }]);
});

test("a new link is taken up at once", async () => {
  const bench = new Bench(0);
  await bench.poller.load();
  expect(bench.poller.nextAt).toBe(Number.POSITIVE_INFINITY);
  await bench.poller.put(fakeLink(7));
  await bench.poller.runDue();
  expect(bench.jobsOf(7).runs).toEqual([0]);
});

test("stopping waits for what runs, saves it, and starts nothing more", async () => {
  const bench = new Bench(3, 1);
  bench.act = () => new Promise((resolve) => setImmediate(resolve));
  await bench.poller.load();
  bench.poller.startDue();
  await bench.poller.stop();
  expect(bench.jobs.size).toBe(1);
  expect(bench.jobsOf(0).isClosed).toBe(true);
  expect(bench.statusOf(0)).toMatchObject({ progress: "1 runs" });
});

test("links that the store has no more, e.g. of a deleted tenant, run no more and are told of once", async () => {
  const bench = new Bench(3);
  await bench.poller.load();
  await bench.poller.runDue();
  bench.links.splice(1, 1);
  await bench.poller.dropGone();
  bench.clock.set(MINUTE_MS);
  await bench.poller.runDue();
  expect(bench.jobsOf(1)).toMatchObject({ runs: [0], isClosed: true });
  expect(bench.jobsOf(0).runs).toEqual([0, MINUTE_MS]);
  await bench.poller.dropGone();
  expect(bench.gone).toEqual([fakeLink(1).id]);
  expect(bench.poller.linkCount).toBe(2);
});

test("looking for links that are gone takes up no others, and keeps one that is added meanwhile", async () => {
  const bench = new Bench(2);
  await bench.poller.put(fakeLink(0));
  const looking = bench.poller.dropGone();
  await bench.poller.put(fakeLink(7));
  await looking;
  expect(bench.poller.linkCount).toBe(2);
  expect(bench.gone).toEqual([]);
});
