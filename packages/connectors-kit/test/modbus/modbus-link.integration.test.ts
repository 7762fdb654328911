import { getEventListeners } from "node:events";
import { ModbusLink, withModbusLink } from "@solarmon/connectors-kit/modbus";
import { StandInModbus, type StandInModbusOptions } from "@solarmon/connectors-kit/stand-in";
import { describe, expect, it } from "vitest";

const clock = { now: () => Date.UTC(2026, 5, 1, 12) };
const host = "127.0.0.1";
const PATIENCE = { vendor: "acme", timeoutMs: 150, retryDelayMs: 1 };
/** 300 registers from 0, each with its address. */
const WORDS = new Map(Array.from({ length: 300 }, (_, index) => [index, index]));

async function startDevice(options: Partial<StandInModbusOptions> = {}): Promise<StandInModbus> {
  return await StandInModbus.start({ clock, wordsOf: () => WORDS, ...options });
}

function troubleAt(requests: readonly number[], trouble: number | "silent") {
  return ({ index }: { readonly index: number }) =>
    requests.includes(index) ? trouble : undefined;
}

function linkTo({ port }: StandInModbus, more: { readonly attempts?: number } = {}): ModbusLink {
  return new ModbusLink({ host, port }, { ...PATIENCE, ...more });
}

describe("a link to a Modbus host", () => {
  it("reads what is more than a request may ask for in parts", async () => {
    await using device = await startDevice();
    await using link = linkTo(device);
    expect(await link.read(1, 10, 260)).toEqual(Array.from({ length: 260 }, (_, n) => n + 10));
    expect(device.calls.map(({ what }) => what)).toEqual([
      "unit 1 registers 10+125",
      "unit 1 registers 135+125",
      "unit 1 registers 260+10",
    ]);
  });

  it("says so where there are no registers", async () => {
    await using device = await startDevice();
    await using link = linkTo(device);
    expect(await link.read(1, 290, 20)).toBeUndefined();
    expect(await link.read(1, 290, 1)).toEqual([290]);
  });

  it("speaks with all units over one connection", async () => {
    await using device = await startDevice({ isForOneClient: true });
    await using link = linkTo(device);
    for (const unitId of [1, 2, 126]) expect(await link.read(unitId, 5, 1)).toEqual([5]);
  });

  it("asks a busy device again, and a silent one over a new connection", async () => {
    for (const trouble of [6, 5, "silent"] as const) {
      await using device = await startDevice({ trouble: troubleAt([0, 1], trouble) });
      await using link = linkTo(device);
      expect(await link.read(1, 7, 1)).toEqual([7]);
      expect(device.calls).toHaveLength(3);
    }
  });

  it("pauses between requests where it was told to", async () => {
    const at: number[] = [];
    await using device = await startDevice({ trouble: () => void at.push(performance.now()) });
    const options = { ...PATIENCE, pauseMs: 40 };
    await using link = new ModbusLink({ host, port: device.port }, options);
    await link.read(1, 0, 300);
    const steps = at.slice(1).map((end, index) => end - (at[index] ?? end));
    expect(steps).toHaveLength(2);
    expect(Math.min(...steps)).toBeGreaterThanOrEqual(38);
  });

  it("sends once when told to, and goes on afterwards", async () => {
    await using device = await startDevice({ trouble: troubleAt([0], "silent") });
    await using link = linkTo(device, { attempts: 1 });
    await expect(link.read(1, 7, 1)).rejects.toMatchObject({ kind: "transient" });
    expect(device.calls).toHaveLength(1);
    expect(await link.read(1, 7, 1)).toEqual([7]);
  });

  it("does not ask again who answers no", async () => {
    for (const [exception, kind] of [
      [1, "protocol"],
      [3, "protocol"],
      [10, "transient"],
      [11, "transient"],
    ] as const) {
      await using device = await startDevice({ trouble: () => exception });
      await using link = linkTo(device);
      await expect(link.read(3, 7, 1)).rejects.toMatchObject({ kind });
      expect(device.calls).toHaveLength(1);
    }
  });

  it("names host, unit and register of what failed", async () => {
    await using device = await startDevice({ trouble: () => 4 });
    await using link = linkTo(device);
    const message = `acme: ${host}:${device.port} unit 3 answers Modbus exception 4 for register 7: it has failed inside`;
    await expect(link.read(3, 7, 1)).rejects.toMatchObject({ message });
  });

  it("hears of a cut connection and of other protocols at once", async () => {
    for (const [fault, kind] of [
      ["cut-off", "transient"],
      ["not-json", "protocol"],
    ] as const) {
      await using device = await startDevice();
      device.misbehave(fault);
      await using link = new ModbusLink(
        { host, port: device.port },
        { vendor: "acme", attempts: 1, timeoutMs: 60_000 },
      );
      await expect(link.read(1, 7, 1)).rejects.toMatchObject({ kind });
    }
  });

  it("gives up where nobody listens, or nobody answers", async () => {
    const gone = await startDevice();
    await gone[Symbol.asyncDispose]();
    await using nobody = linkTo(gone);
    await expect(nobody.connect()).rejects.toMatchObject({ kind: "transient" });
    await expect(nobody.read(1, 7, 1)).rejects.toMatchObject({ code: "unavailable" });
    await using device = await startDevice({ trouble: () => "silent" });
    await using link = linkTo(device);
    await expect(link.read(1, 7, 1)).rejects.toMatchObject({ code: "unavailable" });
    expect(device.calls).toHaveLength(3);
  });

  it("ends what is under way when the caller gives up", async () => {
    await using device = await startDevice({ trouble: () => "silent" });
    const options = { vendor: "acme", timeoutMs: 60_000, signal: AbortSignal.timeout(30) };
    await using link = new ModbusLink({ host, port: device.port }, options);
    await expect(link.read(1, 7, 1)).rejects.toMatchObject({ code: "cancelled" });
  });
});

describe("one connection per host", () => {
  it("is shared by whoever asks, one after the other", async () => {
    await using device = await startDevice({ isForOneClient: true });
    device.misbehave("busy");
    const at = { host, port: device.port };
    const reads = [1, 2, 3, 4].map((unitId) =>
      withModbusLink(
        at,
        { ...PATIENCE, attempts: 1 },
        async (link) => await link.read(unitId, 1, 1),
      ),
    );
    expect(await Promise.all(reads)).toEqual([[1], [1], [1], [1]]);
    expect(device.calls.every(({ concurrent }) => concurrent === 1)).toBe(true);
  });

  it("leaves nothing behind at a signal that many tasks share", async () => {
    await using device = await startDevice();
    const { signal } = new AbortController();
    for (let task = 0; task < 3; task += 1)
      await withModbusLink(
        { host, port: device.port },
        { ...PATIENCE, signal },
        async (link) => await link.read(1, 1, 1),
      );
    expect(getEventListeners(signal, "abort")).toEqual([]);
  });

  it("goes to the next one when a task fails, and is not waited for by who has given up", async () => {
    await using device = await startDevice({ isForOneClient: true });
    const at = { host, port: device.port };
    const free = Promise.withResolvers<void>();
    const first = withModbusLink(at, PATIENCE, async (link) => {
      await link.read(1, 1, 1);
      await free.promise;
      throw new Error("the first one fails");
    });
    const impatient = { ...PATIENCE, signal: AbortSignal.timeout(20) };
    const second = withModbusLink(at, impatient, async (link) => await link.read(1, 1, 1));
    const third = withModbusLink(at, PATIENCE, async (link) => await link.read(1, 1, 1));
    await expect(second).rejects.toMatchObject({ code: "cancelled" });
    free.resolve();
    await expect(first).rejects.toThrow("the first one fails");
    expect(await third).toEqual([1]);
    expect(device.calls).toHaveLength(2);
  });
});
