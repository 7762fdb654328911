import { sunspecDecoder } from "@solarmon/connectors-sunspec";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { common, dumpOf } from "./fixtures.ts";
import { inverter, meter, NONE, SIGNED_ONE } from "./made-up-models.ts";

const AT = Date.UTC(2026, 5, 1, 12);
const decode = (body: Uint8Array, endpoint = "registers") =>
  sunspecDecoder.decode(endpoint, { body, receivedAt: AT }, { timeZone: "UTC" });
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

function exported(manufacturer: string, counter: number): unknown {
  const { readings } = decode(dumpOf(0, [common(manufacturer, "S"), meter(1, 5, counter)]));
  return readings[0]?.values["gridExportEnergyTotal"];
}

function powers(manufacturer: string, powerW: number): unknown {
  return decode(dumpOf(0, [common(manufacturer, "S"), meter(powerW)])).readings[0]?.values;
}

const signed = (word: number): string => (word < 0x8000 ? "" : ` (${word - 0x1_0000})`);
const hex = (word: number): string => word.toString(16).padStart(4, "0");

describe("dumps", () => {
  const words = [
    0x5375,
    0x6e53,
    ...[common("Acme", "S1"), meter(-5)].flatMap(([id, body]) => [id, body.length, ...body]),
    0xffff,
    0,
  ];
  const byAddress = words.map((word, index) => [String(40_000 + index), word] as const);

  it.each([
    ["mbpoll", byAddress.map(([at, word]) => `[${at}]: \t${word}${signed(word)}`).join("\n")],
    ["a table", `Address,Value\n${byAddress.map(([at, word]) => `${at},${word}`).join("\n")}`],
    ["lists behind addresses", `40000: [${words.join(", ")}],`],
    ["a list as JSON", JSON.stringify(words)],
    ["registers as JSON", JSON.stringify({ registers: Object.fromEntries(byAddress) })],
    ["lists as JSON", JSON.stringify({ 40000: words.map((word) => `0x${hex(word)}`) })],
    ["digits", words.map(hex).join(" ")],
  ])("as %s are read", (_, text) => {
    const { readings } = decode(new TextEncoder().encode(text));
    expect(readings).toMatchObject([{ deviceId: "S1", values: { gridExportPower: 5 } }]);
  });

  it("never take a register that holds no word for 0", () => {
    const holes = words.map((word, index) => (index === 2 + 68 + 2 + 16 ? null : word));
    const { readings, problems } = decode(new TextEncoder().encode(JSON.stringify(holes)));
    expect(readings).toEqual([]);
    expect(problems.some(({ code }) => code === "missing_field")).toBe(true);
  });
});

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

  it("in integers and in floats behind one Common block are the same", () => {
    const floats: readonly [number, readonly number[]] = [
      213,
      Array.from({ length: 124 }, () => 0x7fc0),
    ];
    const { readings } = decode(dumpOf(0, [common("Acme", "S"), meter(7), floats, meter(8)]));
    expect(readings.map(({ deviceId, values }) => [deviceId, values["gridImportPower"]])).toEqual([
      ["S", 7],
      ["S/meter-2", 8],
    ]);
  });

  it("of Kostal count export below zero", () => {
    expect(exported("KOSTAL", 0xffff_f060)).toBe(4000);
    expect(exported("KOSTAL", 4000)).toBe(4000);
    expect(exported("Acme", 0xffff_f060)).toBe(4_294_963_296);
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

  it("of one phase are those between its two wires", () => {
    const none = { 6: 0xffff, 7: 0xffff, 8: 0xffff, 9: 0xffff, 10: 0xffff };
    const [, body] = inverter({ 5: 2342, ...none, 11: SIGNED_ONE });
    const { readings } = decode(dumpOf(0, [common("SolarEdge", "S"), [101, body]]));
    expect(readings).toMatchObject([{ values: { acVoltageL1: 234.2 } }]);
    const three = decode(dumpOf(0, [common("SolarEdge", "S"), [103, body]]));
    expect(three.readings).toEqual([]);
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

describe("device-json of other tools", () => {
  it("may write numbers as texts, and never null as 0", () => {
    const inverters = {
      ID: 103,
      W: "98",
      W_SF: "1",
      Hz: null,
      Hz_SF: -2,
      WH: "n/a",
      WH_SF: 0,
      St: true,
    };
    const device = { models: [{ ID: 1, SN: 4711 }, inverters] };
    const { readings } = decode(new TextEncoder().encode(JSON.stringify(device)), "device-json");
    expect(readings).toMatchObject([{ deviceId: "4711", values: { acPower: 980 } }]);
    expect(Object.keys(readings[0]?.values ?? {})).toEqual(["acPower"]);
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
