import { HOUR_MS } from "@solarmon/core";
import { expect, test } from "vitest";
import { RECEIVED_AT, decode } from "./support/decode.ts";

const reply = (
  devTypeId: unknown,
  dataItemMap: object | null,
  currentTime: unknown = RECEIVED_AT,
) => ({
  success: true,
  failCode: 0,
  data: [{ devId: 7, dataItemMap }],
  params: { devTypeId, currentTime },
});

test.each([
  [1, { acPower: 2_000 }],
  [38, { acPower: 2_000 }],
  ["1", { acPower: 2_000 }],
  [17, { gridExportPower: 2_000, gridImportPower: 0 }],
  [47, { gridExportPower: 2, gridImportPower: 0 }],
])("active_power 2 of device type %s", (type, values) => {
  expect(decode("dev-real-kpi", reply(type, { active_power: 2 })).readings[0]?.values).toEqual(
    values,
  );
});

test("a meter's negative power is import; a battery's positive power charges it", () => {
  const meter = decode("dev-real-kpi", reply(47, { active_power: -350 }));
  expect(meter.readings[0]?.values).toEqual({ gridImportPower: 350, gridExportPower: 0 });
  for (const type of [39, 41]) {
    const battery = decode("dev-real-kpi", reply(type, { ch_discharge_power: -1_200 }));
    expect(battery.readings[0]).toMatchObject({
      kind: "battery",
      values: { batteryPower: -1_200 },
    });
  }
});

test("texts are numbers; N/A, null and absence are nothing; nothing is 0", () => {
  const items = {
    active_power: "1.5",
    day_cap: "N/A",
    total_cap: null,
    temperature: "",
    a_u: "--",
  };
  const { readings, problems } = decode("dev-real-kpi", reply(1, items));
  expect(readings[0]?.values).toEqual({ acPower: 1_500 });
  expect(problems).toEqual([]);
  for (const empty of [{}, null])
    expect(decode("dev-real-kpi", reply(1, empty))).toMatchObject({
      readings: [],
      problems: [{ code: "no_telemetry" }],
    });
});

test("without a device type nothing can be read", () => {
  const { readings, problems } = decode("dev-real-kpi", reply(undefined, { active_power: 2 }));
  expect(readings).toEqual([]);
  expect(problems[0]).toMatchObject({ code: "missing_field", path: "/params/devTypeId" });
});

test("weather", () => {
  const items = {
    radiant_line: 801,
    horiz_radiant_line: 650,
    radiant_total: 12.3,
    temperature: 21.5,
    pv_temperature: 48.2,
    wind_speed: 3.4,
  };
  const { readings, problems } = decode("dev-real-kpi", reply(10, items));
  expect(readings[0]).toMatchObject({
    kind: "weather",
    values: {
      poaIrradiance: 801,
      ghi: 650,
      ambientTemperature: 21.5,
      moduleTemperature: 48.2,
      windSpeed: 3.4,
    },
  });
  expect(problems.map(({ path }) => path)).toEqual(["/data/0/dataItemMap/radiant_total"]);
});

test.each([
  [512, { status: 4 }],
  [513, { status: 5 }],
  [40_960, { status: 2 }],
  [256, { status: 3 }],
  [770, { status: 7, faultCode: 770 }],
  ["512.0", { status: 4 }],
])("inverter_state %s", (state, values) => {
  expect(decode("dev-real-kpi", reply(1, { inverter_state: state })).readings[0]?.values).toEqual(
    values,
  );
});

test("an unknown state is told and is no state", () => {
  const { readings, problems } = decode("dev-real-kpi", reply(1, { inverter_state: 9_999 }));
  expect(readings).toEqual([]);
  expect(problems[0]?.code).toBe("unknown_field");
});

test("day_cap of an inverter that still sleeps in the morning is yesterday's", () => {
  const asleep = { inverter_state: 40_960, day_cap: 31.8, total_cap: 100 };
  const morning = Date.parse("2026-06-01T02:30:00+02:00");
  const at = (time: number) => decode("dev-real-kpi", reply(1, asleep, time), "Europe/Berlin");
  expect(at(morning).readings[0]?.values).toEqual({ acEnergyTotal: 100_000, status: 2 });
  expect(at(morning).problems[0]?.code).toBe("sentinel");
  const evening = at(morning + 20 * HOUR_MS).readings[0]?.values;
  expect(evening).toMatchObject({ acEnergyToday: 31_800 });
  const awake = reply(1, { inverter_state: 512, day_cap: 0.2 }, morning + 4 * HOUR_MS);
  expect(decode("dev-real-kpi", awake, "Europe/Berlin").readings[0]?.values).toMatchObject({
    acEnergyToday: 200,
  });
});

test("numbers of devices beyond 2^53 keep their digits", () => {
  const text = `{"failCode":0,"success":true,"params":{"devTypeId":1,"currentTime":${RECEIVED_AT}},"data":[{"devId":-9212345678901234567,"dataItemMap":{"active_power":1}},{"dataItemMap":{"active_power":2},"devId":9223372036854775807}]}`;
  const { readings } = decode("dev-real-kpi", new TextEncoder().encode(text));
  expect(readings.map(({ deviceId }) => deviceId)).toEqual([
    "-9212345678901234567",
    "9223372036854775807",
  ]);
});

test("history: rows of several devices, each at its own time", () => {
  const data = [0, 5].flatMap((minutes) =>
    ["1", "2"].map((devId) => ({
      devId,
      collectTime: RECEIVED_AT + minutes * 60_000,
      dataItemMap: { active_power: minutes },
    })),
  );
  const body = { failCode: 0, success: true, data, params: { devTypeId: 1 } };
  const { readings } = decode("dev-history-kpi", body);
  expect(readings.map((reading) => [reading.deviceId, reading.measuredAt - RECEIVED_AT])).toEqual([
    ["1", 0],
    ["1", 300_000],
    ["2", 0],
    ["2", 300_000],
  ]);
  const untimed = { ...body, data: [{ devId: 1, dataItemMap: { active_power: 1 } }] };
  expect(decode("dev-history-kpi", untimed).problems[0]?.code).toBe("time_missing");
});

test("days of a device end when they end, also with 25 hours", () => {
  const collectTime = Date.parse("2025-10-26T00:00:00+02:00");
  const data = [{ devId: 3, collectTime, dataItemMap: { product_power: 12.5, perpower_ratio: 1 } }];
  const body = { failCode: 0, success: true, data, params: { devTypeId: 1 } };
  const { readings } = decode("dev-kpi-day", body, "Europe/Berlin");
  expect(readings).toEqual([
    {
      deviceId: "3",
      kind: "inverter",
      measuredAt: Date.parse("2025-10-27T00:00:00+01:00") - 1,
      values: { acEnergyToday: 12_500 },
    },
  ]);
});

test("rows of questions by serial number are named by it, and hold for their own time", () => {
  const collectTime = RECEIVED_AT - 300_000;
  const body = {
    ...reply(1, null),
    data: [
      { sn: "ES1", devStatus: "1", collectTime, dataItemMap: { active_power: 45.5 } },
      { sn: "ES2", devId: 8, dataItemMap: { active_power: 0 } },
    ],
  };
  const { readings } = decode("dev-real-kpi", body);
  expect(readings).toMatchObject([
    { deviceId: "ES1", measuredAt: collectTime, values: { acPower: 45_500 } },
    { deviceId: "8", measuredAt: RECEIVED_AT, values: { acPower: 0 } },
  ]);
});
