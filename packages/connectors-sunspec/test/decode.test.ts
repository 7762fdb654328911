import { sunspecDecoder } from "@solarmon/connectors-sunspec";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { common, dumpOf, textWords } from "./fixtures.ts";

const AT = Date.UTC(2026, 5, 1, 12);
const decode = (body: Uint8Array, endpoint = "registers") =>
  sunspecDecoder.decode(endpoint, { body, receivedAt: AT }, { timeZone: "UTC" });
const SIGNED_ONE = 0xffff; // scale factor −1
const NONE = 0x8000;

/** Model 203 with W [×1 W] and counters [Wh]; everything else not implemented. */
function meter(powerW: number, importWh = 0, exportWh = 0): readonly [number, readonly number[]] {
  const body = Array.from({ length: 105 }, () => NONE);
  body[16] = powerW & 0xffff;
  body[20] = 0; // W_SF
  body.splice(36, 2, exportWh >>> 16, exportWh & 0xffff);
  body.splice(44, 2, importWh >>> 16, importWh & 0xffff);
  body[52] = 0; // TotWh_SF
  return [203, body];
}

/** Model 103; `words` by offset in the body. */
function inverter(words: Readonly<Record<number, number>>): readonly [number, readonly number[]] {
  const body = Array.from({ length: 50 }, (_, index) => words[index] ?? NONE);
  for (const at of [22, 23, 36, 37, 38, 39, 40, 41]) body[at] = words[at] ?? 0xffff;
  return [103, body];
}

/** Model 160 with inputs of a name, a voltage [×0.1 V], a current [×0.1 A] and a power [W]. */
function inputs(
  rows: readonly (readonly [string, number, number, number])[],
): readonly [number, readonly number[]] {
  const head = [SIGNED_ONE, SIGNED_ONE, 0, 0, 0, 0, rows.length, 0];
  const modules = rows.flatMap(([name, voltage, current, power], index) => [
    index + 1,
    ...textWords(name, 8),
    current,
    voltage,
    power,
    0,
    0,
    0,
    0,
    NONE,
    4,
    0,
    0,
  ]);
  return [160, [...head, ...modules]];
}

describe("markers", () => {
  it.each([0, 40000, 50000, 1000, 4096, 40001, 7])("are found at %i", (base) => {
    const { readings } = decode(dumpOf(base, [common("Acme", "S1"), meter(100)]));
    expect(readings).toMatchObject([{ deviceId: "S1", kind: "meter", measuredAt: AT }]);
  });

  it("may head bare bytes", () => {
    const words = [0x5375, 0x6e53, 1, 66, ...common("Acme", "S1")[1], 203, 105, ...meter(5)[1]];
    const body = Uint8Array.from(words.flatMap((word) => [word >> 8, word & 0xff]));
    expect(decode(body).readings).toMatchObject([{ values: { gridImportPower: 5 } }]);
  });

  it("may be missing before a Common block", () => {
    const lines = new TextDecoder().decode(dumpOf(40_000, [common("Acme", "S1"), meter(5)]));
    const body = new TextEncoder().encode(lines.split("\n").slice(2).join("\n"));
    const { readings, problems } = decode(body);
    expect(readings).toMatchObject([{ deviceId: "S1", values: { gridImportPower: 5 } }]);
    expect(problems[0]).toMatchObject({ path: "40000", code: "missing_field" });
  });

  it("are told when absent", () => {
    const { readings, problems } = decode(new TextEncoder().encode("[40000]: 0x0001 0x0002"));
    expect(readings).toEqual([]);
    expect(problems).toMatchObject([{ code: "unsupported" }]);
  });
});

function powers(manufacturer: string, powerW: number): unknown {
  return decode(dumpOf(0, [common(manufacturer, "S"), meter(powerW)])).readings[0]?.values;
}

describe("meters", () => {
  it("of SolarEdge count export as positive, all others import", () => {
    expect(powers("SolarEdge", 700)).toMatchObject({ gridImportPower: 0, gridExportPower: 700 });
    expect(powers("SolarEdge", -700)).toMatchObject({ gridImportPower: 700, gridExportPower: 0 });
    expect(powers("Fronius", -700)).toMatchObject({ gridImportPower: 0, gridExportPower: 700 });
  });

  it("behind one another belong to the Common block before them", () => {
    const chain = [common("SolarEdge", "A"), inverter({ 12: 5, 13: 0 })];
    const body = dumpOf(40000, [
      ...chain,
      common("WattNode", "B"),
      meter(1),
      common("WattNode", "C"),
      meter(2),
    ]);
    const { readings } = decode(body);
    expect(readings.map(({ deviceId, kind }) => [deviceId, kind])).toEqual([
      ["A", "inverter"],
      ["B", "meter"],
      ["C", "meter"],
    ]);
  });

  it("behind one Common block get keys of their own", () => {
    const { readings } = decode(dumpOf(0, [common("Acme", "S"), meter(1), meter(2), meter(3)]));
    expect(readings.map(({ deviceId }) => deviceId)).toEqual(["S", "S/meter-2", "S/meter-3"]);
  });

  it("keep counters and leave out those that never counted", () => {
    const [reading] = decode(dumpOf(0, [common("Acme", "S"), meter(1, 4_000_000_000, 0)])).readings;
    expect(reading?.values["gridImportEnergyTotal"]).toBe(4_000_000_000);
    expect(reading?.values).not.toHaveProperty("gridExportEnergyTotal");
  });
});

describe("values", () => {
  it("without a usable scale factor are missing", () => {
    for (const scale of [NONE, 11, 0xfff5]) {
      const { readings, problems } = decode(
        dumpOf(0, [common("A", "S"), inverter({ 12: 5, 13: scale })]),
      );
      expect(readings).toEqual([]);
      expect(problems.some(({ code }) => code === "sentinel")).toBe(true);
    }
  });

  it("are exact in decimal", () => {
    const [reading] = decode(
      dumpOf(0, [common("A", "S"), inverter({ 12: 4563, 13: SIGNED_ONE, 14: 5001, 15: 0xfffe })]),
    ).readings;
    expect(reading?.values).toEqual({ acPower: 456.3, frequency: 50.01 });
  });

  it("of a longer or shorter revision are read as far as they fit", () => {
    const [, body] = inverter({ 12: 5, 13: 0, 14: 50, 15: 0 });
    const { readings, problems } = decode(dumpOf(0, [common("A", "S"), [103, body.slice(0, 16)]]));
    expect(readings).toMatchObject([{ values: { acPower: 5, frequency: 50 } }]);
    expect(problems.some(({ code }) => code === "missing_field")).toBe(true);
  });
});

describe("hybrids of Fronius", () => {
  const storage: readonly [number, readonly number[]] = [
    124,
    Array.from({ length: 24 }, (_, index) => ({ 6: 455, 20: SIGNED_ONE })[index] ?? 0xffff),
  ];

  it("show the battery as two more inputs: one charges, one discharges", () => {
    const chain = [
      common("Fronius", "H"),
      inverter({ 12: 900, 13: 0 }),
      storage,
      inputs([
        ["MPPT 1", 4000, 20, 800],
        ["MPPT 2", 3800, 10, 380],
        ["StCha 3", 2000, 0, 0],
        ["StDisCha 4", 2000, 5, 100],
      ]),
    ];
    const { readings } = decode(dumpOf(40000, chain));
    expect(readings).toMatchObject([
      { deviceId: "H", values: { dcVoltage1: 400, dcCurrent2: 1, dcPower: 1180 } },
      { deviceId: "H/battery", kind: "battery", values: { batterySoc: 45.5, batteryPower: -100 } },
    ]);
    expect(readings[0]?.values).not.toHaveProperty("dcVoltage3");
  });
});

describe("device-json", () => {
  it("reads models by point name", () => {
    const device = {
      models: [
        { ID: 1, SN: "J" },
        { ID: 103, W: 98, W_SF: 1 },
      ],
    };
    const { readings } = decode(new TextEncoder().encode(JSON.stringify(device)), "device-json");
    expect(readings).toMatchObject([{ deviceId: "J", values: { acPower: 980 } }]);
  });
});

describe("times", () => {
  it("come with the reply; without one there is no reading, and a reason", () => {
    const body = dumpOf(0, [common("Acme", "S1"), meter(100)]);
    const { readings, problems } = sunspecDecoder.decode(
      "registers",
      { body },
      { timeZone: "UTC" },
    );
    expect(readings).toEqual([]);
    expect(problems[0]).toMatchObject({ code: "time_missing" });
  });
});

describe("any body", () => {
  it("is decoded without a throw", () => {
    const bodies = fc.oneof(
      fc.uint8Array({ maxLength: 400 }),
      fc
        .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 300 })
        .map((words) =>
          dumpOf(40000, [common("Acme", "S"), [103, words.slice(0, 50)], [160, words]]),
        ),
      fc.json().map((json) => new TextEncoder().encode(json)),
    );
    fc.assert(
      fc.property(bodies, fc.constantFrom("registers", "device-json"), (body, endpoint) => {
        const { readings } = decode(body, endpoint);
        for (const { values } of readings)
          for (const value of Object.values(values)) expect(Number.isFinite(value)).toBe(true);
      }),
    );
  });

  it("of an unknown endpoint is refused with the list of those there are", () => {
    expect(() => decode(new Uint8Array(), "nonsense")).toThrow(/registers/u);
  });
});
