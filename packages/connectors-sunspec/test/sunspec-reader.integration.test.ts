import { readRegisterDump, sunspecDecoder } from "@solarmon/connectors-sunspec";
import { createSunSpecReader } from "@solarmon/connectors-sunspec/modbus";
import { describe, expect, it } from "vitest";
import { capture, common, dumpOf, HAS_CAPTURES } from "./fixtures.ts";
import { requestsTo, startDevice, unitsOf } from "./support/modbus-device.ts";

const AT = Date.UTC(2026, 5, 1, 12);
const HOST = "127.0.0.1";
const reader = () =>
  createSunSpecReader({ clock: { now: () => AT }, timeoutMs: 150, retryDelayMs: 1 });

function wordsOf(dump: Uint8Array): ReadonlyMap<number, number> {
  const { image } = readRegisterDump(dump);
  return new Map([...image.addresses()].map((address) => [address, image.get(address) ?? 0]));
}

/** A meter with 700 W behind base 50000. */
const METER = wordsOf(
  dumpOf(50_000, [
    common("Acme", "S1"),
    [203, Array.from({ length: 105 }, (_, index) => ({ 16: 700, 20: 0 })[index] ?? 0x8000)],
  ]),
);

function troubleAt(requests: readonly number[], trouble: number | "silent") {
  return ({ index }: { readonly index: number }) =>
    requests.includes(index) ? trouble : undefined;
}

describe("a device over Modbus TCP", () => {
  it("is found at any base and read model by model, at most 125 registers at once", async () => {
    await using device = await startDevice(METER);
    const { readings } = await reader().read({ host: HOST, port: device.port });
    expect(readings).toMatchObject([
      { deviceId: "S1", measuredAt: AT, values: { gridImportPower: 700 } },
    ]);
    expect(requestsTo(device).slice(0, 3)).toEqual([
      [40_000, 2],
      [0, 2],
      [50_000, 2],
    ]);
  });

  it("that is busy is asked again", async () => {
    await using device = await startDevice(METER, troubleAt([2, 4], 6));
    const { readings } = await reader().read({ host: HOST, port: device.port });
    expect(readings).toHaveLength(1);
  });

  it("that leaves a request without answer is asked again over a new connection", async () => {
    const trouble = troubleAt([3], "silent");
    await using device = await startDevice(METER, trouble);
    const { readings } = await reader().read({ host: HOST, port: device.port });
    expect(readings).toHaveLength(1);
  });

  it("that sleeps behind a gateway is unavailable, and not asked three times", async () => {
    await using device = await startDevice(METER, () => 11);
    const reading = reader().read({ host: HOST, port: device.port });
    await expect(reading).rejects.toMatchObject({ code: "unavailable", isRetryable: true });
    expect(device.calls).toHaveLength(1);
  });

  it("that is silent is unavailable", async () => {
    await using device = await startDevice(METER, () => "silent");
    const reading = reader().read({ host: HOST, port: device.port });
    await expect(reading).rejects.toMatchObject({ code: "unavailable" });
    expect(device.calls).toHaveLength(3);
  });

  it("that nobody runs is unavailable", async () => {
    const device = await startDevice(METER);
    await device[Symbol.asyncDispose]();
    const reading = reader().read({ host: HOST, port: device.port });
    await expect(reading).rejects.toMatchObject({ code: "unavailable" });
  });

  it("without the marker is told as what it is", async () => {
    await using device = await startDevice(
      new Map([
        [40_000, 1],
        [40_001, 2],
      ]),
    );
    const reading = reader().read({ host: HOST, port: device.port });
    await expect(reading).rejects.toMatchObject({ kind: "invalid", code: "invalid_argument" });
  });

  it("is asked by one client at a time, however many units stand behind it", async () => {
    await using device = await startDevice(METER);
    const shared = reader();
    const reads = [1, 2, 3, 4].map((unitId) =>
      shared.read({ host: HOST, port: device.port, unitId }),
    );
    const results = await Promise.all(reads);
    expect(results.map(({ readings }) => readings.length)).toEqual([1, 1, 1, 1]);
    const units = unitsOf(device);
    const turns = units.filter((unit, index) => unit !== units[index - 1]);
    expect(turns).toEqual([1, 2, 3, 4]);
  });

  it("is left alone when the caller gives up", async () => {
    await using device = await startDevice(METER);
    const signal = AbortSignal.abort();
    const reading = reader().read({ host: HOST, port: device.port }, { signal });
    await expect(reading).rejects.toMatchObject({ code: "cancelled" });
    expect(device.calls).toEqual([]);
  });

  it
    .skipIf(!HAS_CAPTURES)
    .each([
      "sma-inverter-17-models-a",
      "outback-ieee1547-701-715",
      "solaredge-se33k-a2",
      "fronius-symo-float-113",
    ])("gives what its dump gives: %s", async (name) => {
    const body = capture(`registers/${name}.txt`);
    await using device = await startDevice(wordsOf(body));
    const { readings } = await reader().read({ host: HOST, port: device.port });
    const reply = { body, receivedAt: AT };
    const decoded = sunspecDecoder.decode("registers", reply, { timeZone: "UTC" });
    expect(readings).toEqual(decoded.readings);
  });
});
