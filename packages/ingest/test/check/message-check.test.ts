import { QUALITY, type RefusalReason, unpackValues } from "@solarmon/core";
import { testId } from "@solarmon/core/testing";
import { createMessageCheck, knownDevices, parseMessage } from "@solarmon/ingest";
import { describe, expect, test } from "vitest";

const NOW = 1_718_000_000_000;
const INVERTER = testId(1); // 5 kW
const OTHER = testId(2); // of the same plant
const UNSIZED = testId(3); // nameplate unknown
const devices = knownDevices({ acKw: null }, [
  { id: INVERTER, ratedPowerW: 5_000 },
  { id: OTHER, ratedPowerW: 50_000 },
  { id: UNSIZED, ratedPowerW: null },
]);

function check(payload: unknown, context: object = {}) {
  const sender = { devices, deviceId: null, topicDeviceId: INVERTER, receivedAt: NOW };
  return createMessageCheck().check(payload, { ...sender, ...context });
}

/** Reasons of the first result, `point:reason` where a point is concerned. */
function reasons(payload: unknown, context: object = {}): string[] {
  const [first] = check(payload, context).results;
  return (first?.refusals ?? []).map(({ point, reason }) =>
    point ? `${point}:${reason}` : reason,
  );
}

function at(measuredAt: unknown): object {
  return { measuredAt, acPower: 1 };
}

function values(payload: unknown): Record<string, number | null> {
  const [first] = check(payload).readings;
  return first ? unpackValues(first.packed) : {};
}

describe("accepts", () => {
  test("a single reading, in any order of its points", () => {
    const reading = { dcPower: 4_400, measuredAt: NOW, acPower: 4_210.4, frequency: 50.01 };
    expect(values(reading)).toEqual({ acPower: 4_210, frequency: 50.01, dcPower: 4_400 });
    expect(check(reading).results).toEqual([{ status: "accepted", refusals: [] }]);
  });

  test("an array, and a gateway batch over several devices", () => {
    expect(check([{ acPower: 1 }, { deviceId: OTHER, acPower: 2 }]).readings).toHaveLength(2);
    const batch = { readings: [{ deviceId: OTHER, measuredAt: NOW, acPower: 2 }] };
    expect(check(batch).readings[0]).toMatchObject({ deviceId: OTHER, measuredAt: NOW });
  });

  test("values below a key of their own", () => {
    const reading = { measuredAt: NOW, values: { acPower: 7 }, quality: QUALITY.manual };
    expect(values(reading)).toEqual({ acPower: 7 });
    expect(check(reading).readings[0]?.quality).toBe(QUALITY.manual);
  });

  test("null as missing and 0 as a measurement", () => {
    expect(values({ measuredAt: NOW, acPower: null, dcPower: 0 })).toEqual({
      acPower: null,
      dcPower: 0,
    });
  });

  test("the same reading twice in a batch, and times out of order", () => {
    const later = { measuredAt: NOW, acPower: 1 };
    const earlier = { measuredAt: NOW - 60_000, acPower: 1 };
    expect(check([later, later, earlier]).readings).toHaveLength(3);
  });

  test("ISO 8601 with a zone, and milliseconds with a fraction", () => {
    const text = { measuredAt: "2024-06-10T08:13:20+02:00", acPower: 1 };
    expect(check(text).readings[0]?.measuredAt).toBe(1_718_000_000_000);
    const leapDay = { measuredAt: "2024-02-29T00:00:00Z", acPower: 1 };
    expect(check(leapDay).readings[0]?.measuredAt).toBe(Date.UTC(2024, 1, 29));
    expect(check({ measuredAt: NOW - 0.6, acPower: 1 }).readings[0]?.measuredAt).toBe(NOW - 1);
  });

  test("a missing time as the received time, marked as estimated", () => {
    expect(check({ acPower: 1 }).readings[0]).toMatchObject({
      measuredAt: NOW,
      quality: QUALITY.estimated,
    });
  });

  test("what equals a sentinel where the nameplate makes it a measurement", () => {
    const counter = { deviceId: UNSIZED, measuredAt: NOW, acEnergyTotal: 65_535 };
    expect(values(counter)).toEqual({ acEnergyTotal: 65_535 });
    expect(values({ deviceId: OTHER, measuredAt: NOW, acPower: 32_768 })).toEqual({
      acPower: 32_768,
    });
  });

  test("shapes that change from message to message", () => {
    const kept = createMessageCheck();
    const context = { devices, deviceId: INVERTER, receivedAt: NOW };
    const seen = [{ acPower: 1, dcPower: 2 }, { dcPower: 3 }, { dcPower: 4, acPower: 5 }, {}].map(
      (reading) => kept.check(reading, context).readings[0]?.packed,
    );
    expect(seen.map((packed) => packed && unpackValues(packed))).toEqual([
      { acPower: 1, dcPower: 2 },
      { dcPower: 3 },
      { acPower: 5, dcPower: 4 },
      undefined,
    ]);
  });
});

describe("refuses a whole reading", () => {
  test.each<[string, unknown, RefusalReason, RegExp, object?]>([
    ["text", "hello", "malformed", /must be an object/],
    ["a number", 5, "malformed", /must be an object/],
    ["null", null, "malformed", /must be an object/],
    ["an array in an array", [[{ acPower: 1 }]], "malformed", /must be an object/],
    ["no reading", [], "empty", /holds no reading/],
    ["an empty batch", { readings: [] }, "empty", /holds no reading/],
    ["readings that are no array", { readings: { acPower: 1 } }, "malformed", /must be an array/],
    ["no point", { measuredAt: NOW }, "empty", /no point/],
    ["values that are no object", { measuredAt: NOW, values: 3 }, "malformed", /values must be/],
    ["1970", at(0), "time_too_old", /1970-01-01.*set the clock/],
    ["1999", at(Date.UTC(1999, 11, 31)), "time_too_old", /before 2000-01-01/],
    ["seconds", at(1_718_000_000), "time_too_old", /looks like seconds: multiply by 1000/],
    ["2099", at(Date.UTC(2099, 0, 1)), "time_in_future", /2099-01-01.*check its time zone/],
    ["microseconds", at(NOW * 1_000), "time_in_future", /looks like microseconds/],
    ["nanoseconds", at(NOW * 1e6), "time_in_future", /looks like nanoseconds/],
    ["11 minutes ahead", at(NOW + 660_000), "time_in_future", /600000 ms/],
    ["a time beyond all dates", at(1e300), "time_in_future", /1e\+300/],
    ["an infinite time", at(Number.POSITIVE_INFINITY), "malformed", /Infinity/],
    ["a day that does not exist", at("2024-02-30T08:13:20Z"), "malformed", /2024-02-30/],
    ["a local time", at("2024-06-10T08:13:20"), "time_ambiguous", /no time zone/],
    ["a leap day that is none", at("2023-02-29T08:00:00Z"), "malformed", /"2023-02-29/],
    ["a word as time", at("today"), "malformed", /"today"/],
    ["digits as text", at("1718000000000"), "malformed", /as a number/],
    ["an object as time", at({ reason: "empty", detail: "" }), "malformed", /milliseconds/],
    ["true as time", at(true), "malformed", /milliseconds/],
    ["another name for the time", { ts: NOW, acPower: 1 }, "time_missing", /found "ts"/],
    ["an unknown device", { deviceId: testId(9), acPower: 1 }, "unknown_device", /no such device/],
    ["a device that is no text", { deviceId: 7, acPower: 1 }, "unknown_device", /no such device/],
    [
      "a retained message without time",
      { acPower: 1 },
      "time_missing",
      /missing/,
      { isRetained: true },
    ],
    [
      "a device that is not the sender's",
      { deviceId: OTHER, acPower: 1 },
      "unknown_device",
      /no such device/,
      { deviceId: INVERTER },
    ],
  ])("%s", (_name, payload, reason, detail, context = {}) => {
    const { results, readings, refused } = check(payload, context);
    expect(readings).toEqual([]);
    expect(results).toEqual([
      { status: "refused", refusals: [expect.objectContaining({ reason })] },
    ]);
    expect(results[0]?.refusals[0]?.detail).toMatch(detail);
    expect(refused).toHaveLength(1);
  });

  test("unknown and foreign devices in the same words", () => {
    const [unknown] = check({ deviceId: testId(9), acPower: 1 }).results;
    const [foreign] = check({ deviceId: OTHER, acPower: 1 }, { deviceId: INVERTER }).results;
    expect(foreign).toEqual(unknown);
  });

  test("and tells which may be of a device that is new", () => {
    const own = { deviceId: INVERTER };
    expect(check({ deviceId: testId(9), acPower: 1 }).hasUnknownDevice).toBe(true);
    expect(check({ deviceId: testId(9), acPower: 1 }, own).hasUnknownDevice).toBe(false);
    for (const payload of ["hello", [1], { deviceId: "nine", acPower: 1 }, { acPower: "x" }])
      expect(check(payload).hasUnknownDevice).toBe(false);
  });

  test("of too many keys or readings", () => {
    const keys = Object.fromEntries(Array.from({ length: 300 }, (_, n) => [`point${n}`, n]));
    expect(reasons(keys)).toEqual(["too_large"]);
    expect(reasons(Array.from({ length: 10_001 }, () => ({ acPower: 1 })))).toEqual(["too_large"]);
  });

  test("the second of a device that names no time, in one message", () => {
    const { results } = check([{ acPower: 1 }, { acPower: 2 }, { deviceId: OTHER, acPower: 3 }]);
    expect(results.map(({ status }) => status)).toEqual(["accepted", "refused", "accepted"]);
    expect(results[1]?.refusals[0]?.reason).toBe("time_missing");
  });
});

describe("refuses a point and keeps the rest", () => {
  test.each<[string, object, string]>([
    ["an unknown point", { acPwr: 1 }, "acPwr:unknown_point"],
    ["a point in other letters", { ACPOWER: 1 }, "ACPOWER:unknown_point"],
    ["text", { acPower: "4210" }, "acPower:not_a_number"],
    ["true", { acPower: true }, "acPower:not_a_number"],
    ["an object", { acPower: { value: 3 } }, "acPower:not_a_number"],
    ["NaN", { acPower: Number.NaN }, "acPower:not_a_number"],
    ["a number too large for JSON's parser", { acPower: Infinity }, "acPower:not_a_number"],
    ["more than the nameplate", { acPower: 7_501 }, "acPower:out_of_range"],
    [
      "a day's energy above the nameplate",
      { acEnergyToday: 200_000 },
      "acEnergyToday:out_of_range",
    ],
    ["less than a counter can be", { acEnergyTotal: -1 }, "acEnergyTotal:out_of_range"],
    [
      "a temperature nobody can measure",
      { ambientTemperature: 71 },
      "ambientTemperature:out_of_range",
    ],
    ["uint16 0xFFFF", { acPower: 65_535 }, "acPower:sentinel"],
    ["uint16 0xFFFF of a voltage", { acVoltageL1: 65_535 }, "acVoltageL1:sentinel"],
    ["uint16 0xFFFF scaled", { dcVoltage1: 6_553.5 }, "dcVoltage1:sentinel"],
    ["int16 0x8000", { acPower: -32_768 }, "acPower:sentinel"],
    ["int16 0x8000 read as uint16", { acPower: 32_768 }, "acPower:sentinel"],
    ["int16 0x8000 scaled", { internalTemperature: -3_276.8 }, "internalTemperature:sentinel"],
    ["uint32 0xFFFFFFFF", { acEnergyTotal: 4_294_967_295 }, "acEnergyTotal:sentinel"],
    ["int32 0x80000000", { acPower: -2_147_483_648 }, "acPower:sentinel"],
    ["int32 0x80000000 read as uint32", { acEnergyTotal: 2_147_483_648 }, "acEnergyTotal:sentinel"],
    ["-9999 of a logger", { acPower: -9_999 }, "acPower:sentinel"],
    ["the state 0xFFFF", { status: 65_535 }, "status:sentinel"],
    ["the fault code 0xFFFFFFFF", { faultCode: 4_294_967_295 }, "faultCode:sentinel"],
    ["the largest float", { poaIrradiance: 3.402_823_466_385_288_6e38 }, "poaIrradiance:sentinel"],
    ["a quality that does not exist", { quality: 9 }, "quality:out_of_range"],
  ])("%s", (_name, bad, expected) => {
    const payload = { measuredAt: NOW, frequency: 50, ...bad };
    expect(reasons(payload)).toEqual([expected]);
    expect(values(payload)).toEqual({ frequency: 50 });
    expect(check(payload).results[0]?.status).toBe("accepted");
  });

  test("0xFFFF of a device without nameplate", () => {
    expect(reasons({ deviceId: UNSIZED, acPower: 65_535, frequency: 50 })).toEqual([
      "acPower:sentinel",
    ]);
  });

  test.each([
    ["int16 0x8000", { acPower: -32_768 }],
    ["uint32 0xFFFFFFFF", { acEnergyTotal: 4_294_967_295 }],
    ["int32 0x7FFFFFFF", { acEnergyTotal: 2_147_483_647 }],
  ])("%s however large the device is", (_name, bad) => {
    const [point] = Object.keys(bad);
    expect(reasons({ deviceId: OTHER, measuredAt: NOW, ...bad })).toEqual([`${point}:sentinel`]);
  });

  test("says which point was meant", () => {
    expect(check({ acpower: 1 }).results[0]?.refusals[0]?.detail).toContain(
      "did you mean acPower?",
    );
  });

  test("keys of the language itself are points nobody knows, and do no harm", () => {
    const text = `{"__proto__":{"acPower":9},"constructor":1,"toString":2,"hasOwnProperty":3,"frequency":50}`;
    expect(reasons(parseMessage(text))).toEqual([
      "__proto__:unknown_point",
      "constructor:unknown_point",
      "toString:unknown_point",
      "hasOwnProperty:unknown_point",
    ]);
    expect(values(parseMessage(text))).toEqual({ frequency: 50 });
    expect(values(parseMessage(`{"values":{"__proto__":{"acPower":9},"frequency":50}}`))).toEqual({
      frequency: 50,
    });
    expect({}).not.toHaveProperty("acPower");
  });

  test("a reading whose points were all refused is refused, with every reason", () => {
    const { results } = check({ measuredAt: NOW, acPower: "x", dcPower: 1e8, foo: 1 });
    expect(results[0]?.status).toBe("refused");
    expect(results[0]?.refusals.map(({ reason }) => reason)).toEqual([
      "not_a_number",
      "out_of_range",
      "unknown_point",
    ]);
  });
});

describe("parseMessage", () => {
  test("refuses what is not JSON and says where", () => {
    expect(() => parseMessage(`{"acPower": 4210`)).toThrow(/not JSON/);
    expect(() => parseMessage("")).toThrow(/not JSON/);
  });

  test("lets a bare NaN cost its point only", () => {
    const payload = parseMessage(`{"acPower": NaN, "dcPower": -Infinity, "frequency": 50}`);
    expect(reasons(payload)).toEqual(["acPower:not_a_number", "dcPower:not_a_number"]);
    expect(values(payload)).toEqual({ frequency: 50 });
  });
});
