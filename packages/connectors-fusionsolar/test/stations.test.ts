import { HOUR_MS } from "@solarmon/core";
import { expect, test } from "vitest";
import { RECEIVED_AT, decode } from "./support/decode.ts";

const reply = (dataItemMap: object, more: object = {}, currentTime = RECEIVED_AT) => ({
  success: true,
  failCode: 0,
  data: [{ stationCode: "NE=1", dataItemMap, ...more }],
  params: { currentTime },
});

test("day_power and total_power are energies, in kWh, also as texts", () => {
  const { readings } = decode("station-real-kpi", reply({ day_power: "10000", total_power: 2.5 }));
  expect(readings).toEqual([
    {
      deviceId: "site:NE=1",
      kind: "meter",
      measuredAt: RECEIVED_AT,
      values: { acEnergyToday: 10_000_000, acEnergyTotal: 2_500 },
    },
  ]);
});

test("day_power after midnight may be yesterday's", () => {
  const night = Date.parse("2026-06-01T00:20:00+02:00");
  const body = reply({ day_power: 31.8, total_power: 100 }, {}, night);
  const { readings, problems } = decode("station-real-kpi", body, "Europe/Berlin");
  expect(readings[0]?.values).toEqual({ acEnergyTotal: 100_000 });
  expect(problems[0]).toMatchObject({ code: "sentinel", path: "/data/0/dataItemMap/day_power" });
});

test("hours: energy is mean power, stamped at the hour's start; the running hour waits", () => {
  const collectTime = RECEIVED_AT - 2 * HOUR_MS;
  const items = { inverter_power: 4.25, PVYield: 5, radiation_intensity: null, ongrid_power: 4 };
  const { readings, problems } = decode("kpi-station-hour", reply(items, { collectTime }));
  expect(readings[0]).toMatchObject({ measuredAt: collectTime, values: { acPower: 4_250 } });
  expect(problems.map(({ code, path }) => [code, path])).toEqual([
    ["unknown_field", "/data/0/dataItemMap/ongrid_power"],
  ]);
  const open = decode("kpi-station-hour", reply(items, { collectTime: RECEIVED_AT }));
  expect(open).toMatchObject({ readings: [], problems: [{ code: "no_telemetry" }] });
});

const midnight = (day: string) => Date.parse(`2026-${day}T00:00:00+02:00`);

const day = (collectTime: number) =>
  decode("kpi-station-day", reply({ inverter_power: 20 }, { collectTime }), "Europe/Berlin")
    .readings[0];

test("days: read at their end, the running day when the reply was made", () => {
  expect(day(midnight("05-30"))).toMatchObject({
    measuredAt: midnight("05-31") - 1,
    values: { acEnergyToday: 20_000 },
  });
  expect(day(midnight("06-01"))?.measuredAt).toBe(RECEIVED_AT);
});

test("months are refused with a reason", () => {
  const { problems } = decode("kpi-station-month", reply({ inverter_power: 20 }));
  expect(problems[0]?.code).toBe("unsupported");
});

test("hours of a plant with a meter tell what was fed in and used", () => {
  const collectTime = RECEIVED_AT - 2 * HOUR_MS;
  const items = {
    PVYield: 5.5,
    selfUsePower: 4.5,
    ongrid_power: "1.0",
    buyPower: 0.25,
    use_power: 4.75,
    chargeCap: null,
  };
  const { readings } = decode("kpi-station-hour", reply(items, { collectTime }));
  expect(readings[0]?.values).toEqual({
    acPower: 5_500,
    gridExportPower: 1_000,
    gridImportPower: 250,
    loadPower: 4_750,
  });
  const unmetered = { ...items, buyPower: null, use_power: "N/A", selfUsePower: null };
  expect(decode("kpi-station-hour", reply(unmetered, { collectTime })).readings[0]?.values).toEqual(
    { acPower: 5_500 },
  );
});
