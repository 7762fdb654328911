import { sunspecDecoder } from "@solarmon/connectors-sunspec";
import { describe, expect, it } from "vitest";
import { common, dumpOf, textWords } from "./fixtures.ts";
import { bank, controls, float, inputs, inverter, NONE, SIGNED_ONE } from "./made-up-models.ts";

const AT = Date.UTC(2026, 5, 1, 12);
const decode = (body: Uint8Array) =>
  sunspecDecoder.decode("registers", { body, receivedAt: AT }, { timeZone: "UTC" });

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

  it("count the battery in the power of their DC side: only the panels' inputs are taken", () => {
    const chain = [
      common("Fronius", "H"),
      inverter({ 12: 297, 13: 0, 30: 480, 31: 0 }),
      inputs([
        ["MPPT 1", 4000, 20, 180],
        ["StDisCha 4", 2000, 15, 300],
      ]),
      storage,
    ];
    expect(decode(dumpOf(40000, chain)).readings[0]?.values).toMatchObject({ dcPower: 180 });
  });

  it.each([
    [3, -304],
    [4, 304],
    [6, undefined],
  ])(
    "of the older kind have the battery as second input: state %i is %s W",
    (state, batteryPower) => {
      const block = common("Fronius", "S");
      const chain = [
        [1, block[1].toSpliced(16, 6, ...textWords("Symo Hybrid", 6))] as const,
        inputs([
          ["String 1", 1198, 0, 0],
          ["String 2", 4684, 7, 304],
        ]),
        [124, storage[1].with(9, state)] as const,
      ];
      const { readings } = decode(dumpOf(40000, chain));
      expect(readings[0]?.values).toEqual({ dcVoltage1: 119.8, dcCurrent1: 0, dcPower: 0 });
      expect(readings[1]?.values["batteryPower"]).toBe(batteryPower);
    },
  );
});

describe("models that nobody filled", () => {
  it.each([0, 0x8000, 0xffff])("hold nothing, whatever %i means in their types", (filler) => {
    const chain = [101, 103, 113, 203, 213, 701, 802].map((id): [number, number[]] => [
      id,
      Array.from({ length: id === 701 ? 153 : 124 }, () => filler),
    ]);
    const { readings, problems } = decode(dumpOf(40_000, [common("Acme", "N"), ...chain]));
    expect(readings).toEqual([]);
    expect(problems.map(({ code }) => code)).toContain("no_telemetry");
  });

  it("are long ones: a short one may be a sensor at 0", () => {
    const chain = [common("Acme", "W"), [303, [0]] as const, [302, [0, 0, 0, 0, 0]] as const];
    const [reading] = decode(dumpOf(0, chain)).readings;
    expect(reading?.values).toEqual({
      moduleTemperature: 0,
      ghi: 0,
      poaIrradiance: 0,
      dhi: 0,
      dni: 0,
    });
  });

  it("and counters with all bits set have no value; 0 beside a value is one", () => {
    const body = inverter({ 12: 0, 13: 0, 22: 0xffff, 23: 0xffff, 24: 0, 37: 4 });
    const [reading] = decode(dumpOf(40_000, [common("Acme", "N"), body])).readings;
    expect(reading?.values).toMatchObject({ acPower: 0 });
    expect(reading?.values).not.toHaveProperty("acEnergyTotal");
  });

  it("nor is a serial number of set bits a key", () => {
    const [id, body] = common("Acme", "N");
    const chain = [
      [id, body.toSpliced(48, 16, ...Array.from({ length: 16 }, () => 0xffff))],
    ] as const;
    const { readings } = decode(dumpOf(40_000, [...chain, inverter({ 12: 5, 13: 0 })]));
    expect(readings[0]?.deviceId).toBe("site:40002");
  });
});

/** Model 701 of a wiring, with A [×0.1 A] and LNV [×0.1 V] and nothing by phase. */
function resource(type: number): readonly [number, readonly number[]] {
  const words: Readonly<Record<number, number>> = { 0: type, 12: 52, 14: 2401 };
  const scales: Readonly<Record<number, number>> = { 43: NONE, 111: SIGNED_ONE, 112: SIGNED_ONE };
  return [701, Array.from({ length: 153 }, (_, at) => words[at] ?? scales[at] ?? 0xffff)];
}

function resourceValues(type: number): unknown {
  return decode(dumpOf(40_000, [common("Acme", "R"), resource(type)])).readings[0]?.values;
}

describe("resources after IEEE 1547", () => {
  it("of one phase tell it by their totals, others do not", () => {
    expect(resourceValues(0)).toMatchObject({ acCurrentL1: 5.2, acVoltageL1: 240.1 });
    expect(resourceValues(2)).not.toHaveProperty("acVoltageL1");
  });
});

describe("batteries", () => {
  it.each([
    [2000, 4, 2000],
    [-2000, 4, 2000],
    [2000, 3, -2000],
    [-2000, 3, -2000],
    [-7, 6, -7],
    [2000, 0xffff, 2000],
  ])("%i W in state %i is %i W of charge", (powerW, chargeState, charge) => {
    const { readings } = decode(dumpOf(40_000, [common("Acme", "B"), bank(powerW, chargeState)]));
    const values = { batterySoc: 45.5, batteryPower: charge, dcVoltage1: 480.2 };
    expect(readings).toEqual([{ deviceId: "B", kind: "battery", measuredAt: AT, values }]);
  });
});

describe("floats", () => {
  it("that are no numbers are missing", () => {
    const values: Readonly<Record<number, number>> = { 10: 1250.5, 11: 50, 15: 16_777_216 };
    const body = Array.from({ length: 30 }, (_, index) =>
      float(values[index] ?? Number.NaN),
    ).flat();
    const { readings } = decode(dumpOf(40_000, [common("Fronius", "F"), [113, body]]));
    expect(readings[0]?.values).toMatchObject({
      acPower: 1250.5,
      frequency: 50,
      acEnergyTotal: 16_777_216,
    });
    expect(readings[0]?.values).not.toHaveProperty("dcPower");
  });
});

describe("weather stations", () => {
  it("give a device for each sensor of a repeated group", () => {
    const irradiance = [800, 900, 0xffff, 0xffff, 0xffff, 0xffff, 850, 0xffff, 0xffff, 0xffff];
    const chain = [
      common("Acme", "W"),
      [302, irradiance] as const,
      [303, [451, 0x8000, 0xfff6]] as const,
    ];
    const found = decode(dumpOf(0, chain)).readings.map(({ deviceId, values }) => [
      deviceId,
      values,
    ]);
    expect(found).toEqual([
      ["W", { ghi: 800, poaIrradiance: 900, moduleTemperature: 45.1 }],
      ["W/weather-2", { poaIrradiance: 850 }],
      ["W/weather-3", { moduleTemperature: -1 }],
    ]);
  });
});

describe("string combiners", () => {
  it("give a current for each string", () => {
    const head = [0xfffe, NONE, SIGNED_ONE, 2000, 3, 0, 0, 0, 0, 1580, 0, 0, 6501, 35];
    const strings = [810, 770, NONE].flatMap((current, index) => [
      index + 1,
      0,
      0,
      0,
      0,
      current,
      0,
      0,
    ]);
    const { readings } = decode(dumpOf(0, [common("Acme", "C"), [401, [...head, ...strings]]]));
    const values = { internalTemperature: 35, dcCurrent1: 8.1, dcCurrent2: 7.7, dcVoltage1: 650.1 };
    expect(readings).toMatchObject([{ deviceId: "C", kind: "logger", values }]);
    expect(readings[0]?.values).not.toHaveProperty("dcCurrent3");
  });
});

describe("curtailment", () => {
  it.each([
    [60, 1, 0.6],
    [60, 0, 1],
    [0, 1, 0],
  ])("at %i %% with switch %i leaves %f", (limitPercent, isOn, powerLimit) => {
    const chain = [common("Acme", "L"), inverter({ 12: 5, 13: 0 }), controls(limitPercent, isOn)];
    expect(decode(dumpOf(0, chain)).readings[0]?.values).toEqual({ acPower: 5, powerLimit });
  });
});
