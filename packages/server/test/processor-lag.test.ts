import { MemoryStream } from "@solarmon/core/memory";
import { VirtualClock } from "@solarmon/core/testing";
import { describe, expect, it } from "vitest";
import { pacedStream } from "../src/processor/paced-stream.ts";
import { ProcessorLag } from "../src/processor/processor-lag.ts";

const RECORD = { key: "plant", value: Uint8Array.of(1) };

describe("ProcessorLag", () => {
  it("is how long the oldest unprocessed record has waited, and nothing after a pause", () => {
    const clock = new VirtualClock();
    const lag = new ProcessorLag(clock);
    lag.appended(1);
    lag.processed(1);
    clock.advance(3_600_000);
    lag.appended(2);
    expect(lag.lagMs).toBe(0);
    clock.advance(500);
    lag.appended(3);
    clock.advance(500);
    expect(lag.lagMs).toBe(1_000);
    lag.processed(2);
    expect(lag.lagMs).toBe(500);
    lag.processed(3);
    expect(lag.lagMs).toBe(0);
  });
});

describe("pacedStream", () => {
  it("takes records at once while the processor follows, and waits for it when it does not", async () => {
    const clock = new VirtualClock();
    const lag = new ProcessorLag(clock);
    await using stream = new MemoryStream();
    const paced = pacedStream(stream, lag);
    expect(await paced.append([RECORD])).toMatchObject([{ ok: true }]);

    lag.appended(1);
    clock.advance(2_500);
    let isTaken = false;
    const waiting = paced.append([RECORD]).then(() => (isTaken = true));
    await new Promise((resolve) => setImmediate(resolve));
    expect(isTaken).toBe(false);
    lag.processed(1);
    await waiting;
    expect(isTaken).toBe(true);
  });

  it("goes on slowly when the processor stands still", async () => {
    const clock = new VirtualClock();
    const lag = new ProcessorLag(clock);
    await using stream = new MemoryStream();
    lag.appended(1);
    clock.advance(60_000);
    const startedAt = performance.now();
    expect(await pacedStream(stream, lag).append([RECORD])).toMatchObject([{ ok: true }]);
    expect(performance.now() - startedAt).toBeGreaterThan(900);
  });
});
