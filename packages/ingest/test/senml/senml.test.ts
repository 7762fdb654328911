import { unpackValues } from "@solarmon/core";
import { testId } from "@solarmon/core/testing";
import { createMessageCheck, knownDevices } from "@solarmon/ingest";
import { expect, test } from "vitest";

const NOW = 1_718_000_000_000;
const ONE = testId(1);
const TWO = testId(2);
const devices = knownDevices(undefined, [
  { id: ONE, ratedPowerW: 5_000 },
  { id: TWO, ratedPowerW: 5_000 },
]);

function check(pack: unknown) {
  const context = { devices, deviceId: null, topicDeviceId: ONE, receivedAt: NOW };
  return createMessageCheck().check(pack, context);
}

function readings(pack: unknown) {
  return check(pack).readings.map(({ deviceId, measuredAt, packed }) => ({
    deviceId,
    measuredAt,
    ...unpackValues(packed),
  }));
}

test("base fields are resolved and records of one time are one reading", () => {
  const pack = [
    { bn: `urn:dev:${ONE}:`, bt: 1_718_000_000, bu: "W", bver: 10, n: "acPower", v: 4_210 },
    { n: "dcPower", v: 4.4, u: "kW" },
    { n: "acEnergyTotal", v: 12_345.6, u: "kWh" },
    { n: "acPower", t: -60, v: 4_000 },
  ];
  expect(readings(pack)).toEqual([
    { deviceId: ONE, measuredAt: NOW, acPower: 4_210, acEnergyTotal: 12_345_600, dcPower: 4_400 },
    { deviceId: ONE, measuredAt: NOW - 60_000, acPower: 4_000 },
  ]);
});

test("the base value is added before the unit is converted; a base stays until it is set again", () => {
  const pack = [
    { bu: "kW", bv: 1, n: "acPower", v: 0.5, t: NOW / 1_000 },
    { bu: "Cel", bv: 0, n: "internalTemperature", v: 41.5, t: NOW / 1_000 },
    { n: "moduleTemperature", u: "K", v: 300, t: NOW / 1_000 },
  ];
  expect(readings(pack)).toEqual([
    {
      deviceId: ONE,
      measuredAt: NOW,
      acPower: 1_500,
      internalTemperature: 41.5,
      moduleTemperature: 26.9,
    },
  ]);
});

test("times below 2^28 s count from now", () => {
  expect(readings([{ n: "acPower", v: 1, t: -5 }])[0]).toMatchObject({ measuredAt: NOW - 5_000 });
  expect(readings([{ bt: -10, n: "acPower", v: 1, t: 5 }])[0]).toMatchObject({
    measuredAt: NOW - 5_000,
  });
});

test("a name may hold the device", () => {
  const pack = [
    { bn: "urn:plant/", n: `${ONE}/acPower`, v: 1, t: -1 },
    { n: `${TWO}/acPower`, v: 2, t: -1 },
  ];
  expect(readings(pack).map(({ deviceId }) => deviceId)).toEqual([ONE, TWO]);
});

test("percent is a share where the point is one", () => {
  const pack = [
    { n: "powerLimit", u: "%", v: 70, t: -1 },
    { n: "batterySoc", u: "/", v: 0.5, t: -1 },
  ];
  expect(readings(pack)[0]).toMatchObject({ powerLimit: 0.7, batterySoc: 50 });
});

test("a pack without a value is refused, not lost", () => {
  expect(check([{ bn: ONE, bt: 1_718_000_000 }]).results[0]?.refusals[0]?.reason).toBe("empty");
});

test.each([
  [
    "a unit that does not fit",
    { n: "acPower", u: "V", v: 1 },
    /V does not fit acPower; send it in W/,
  ],
  ["a unit that is no text", { n: "acPower", u: 3, v: 1 }, /unit u must be text/],
  ["a time that is no number", { n: "acPower", t: "now", v: 1 }, /time t must be a number/],
  ["another version", { bver: 11, n: "acPower", v: 1 }, /version is not known/],
  ["a base name that is no text", { bn: 3, n: "acPower", v: 1 }, /base name/],
])("%s is refused as malformed and the rest goes on", (_name, record, detail) => {
  const { results } = check([{ n: "frequency", v: 50, t: -1 }, record]);
  expect(results).toEqual([
    { status: "accepted", refusals: [] },
    {
      status: "refused",
      refusals: [{ reason: "malformed", detail: expect.stringMatching(detail) }],
    },
  ]);
});

test.each([
  ["text", { n: "acPower", vs: "on", t: -1 }, "not_a_number"],
  ["true", { n: "acPower", vb: true, t: -1 }, "not_a_number"],
  ["an unknown name", { n: "__proto__", v: 1, t: -1 }, "unknown_point"],
  ["an unknown point", { n: "temp", v: 1, t: -1 }, "unknown_point"],
  ["a sentinel", { n: "acPower", v: 65_535, t: -1 }, "sentinel"],
])("%s as value is refused as any reading's", (_name, record, reason) => {
  expect(check([record]).results[0]?.refusals[0]?.reason).toBe(reason);
});
