import { MemoryLock } from "@solarmon/core/memory";
import { describe, expect, it } from "vitest";
import { runDuty } from "../src/services/run-duty.ts";

const TTL_MS = 200;

/** A process that does the duty while it may, and how often it has begun. */
class Candidate {
  begun = 0;
  isWorking = false;
  readonly #stop = new AbortController();
  readonly #running: Promise<void>;

  constructor(lock: MemoryLock | undefined) {
    this.#running = runDuty({
      lock,
      name: "links",
      ttlMs: TTL_MS,
      signal: this.#stop.signal,
      warn: () => undefined,
      work: async (signal) => {
        this.begun += 1;
        this.isWorking = true;
        await new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
        this.isWorking = false;
      },
    });
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#running;
  }
}

describe("runDuty", () => {
  it("works at once where nobody else could", async () => {
    const only = new Candidate(undefined);
    expect(only.isWorking).toBe(true);
    await only.stop();
    expect(only.isWorking).toBe(false);
  });

  it("works in one process at a time, and in the next when that one stops", async () => {
    const lock = new MemoryLock();
    const first = new Candidate(lock);
    await expect.poll(() => first.isWorking).toBe(true);
    const second = new Candidate(lock);
    await expect.poll(() => lock.acquire("links", TTL_MS)).toBeUndefined();
    expect(second.begun).toBe(0);
    await first.stop();
    await expect.poll(() => second.isWorking, { timeout: 5_000 }).toBe(true);
    expect(first.isWorking).toBe(false);
    await second.stop();
  });

  it("stops when its lease is lost, and begins again when it gets another", async () => {
    const lock = new MemoryLock();
    let isLost = false;
    const renew = lock.renew.bind(lock);
    lock.renew = async (lease, ttlMs) => (isLost ? undefined : renew(lease, ttlMs));
    const candidate = new Candidate(lock);
    await expect.poll(() => candidate.isWorking).toBe(true);
    isLost = true;
    await expect.poll(() => candidate.isWorking, { timeout: 5_000 }).toBe(false);
    isLost = false;
    await expect.poll(() => candidate.begun, { timeout: 5_000 }).toBe(2);
    await candidate.stop();
  });

  it("stops in time when the locks cannot be reached any more", async () => {
    const lock = new MemoryLock();
    const candidate = new Candidate(lock);
    await expect.poll(() => candidate.isWorking).toBe(true);
    lock.renew = async () => Promise.reject(new Error("away"));
    lock.acquire = async () => Promise.reject(new Error("away"));
    await expect.poll(() => candidate.isWorking, { timeout: 5_000 }).toBe(false);
    await candidate.stop();
  });
});
