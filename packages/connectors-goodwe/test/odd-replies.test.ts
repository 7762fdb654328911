import { expect, test } from "vitest";
import { decode } from "./support/decode.ts";

const NOON = Date.parse("2026-06-15T12:00:00Z");
const detail = (full: object, more: object = {}, data: object = {}) => ({
  code: "00000",
  data: {
    inverter: [{ invert_full: { sn: "S1", status: 1, last_time: NOON, ...full }, ...more }],
    ...data,
  },
});
const codesOf = (endpoint: string, body: unknown, zone?: string) =>
  decode(endpoint, body, zone).problems.map(({ code }) => code);

test.each([
  ["month first", "06/15/2026 22:00:00"],
  ["day first", "15.06.2026 22:00:00"],
  ["with spaces", "06/15/2026 22: 00: 00"],
])("without last_time a text that is one date only is read: %s", (_, text) => {
  const body = detail({ last_time: null, etotal: 5 }, { last_refresh_time: text });
  expect(decode("monitor-detail", body).readings[0]?.measuredAt).toBe(NOON);
});

const heardAt = (text: string) => detail({ last_time: 0, etotal: 5 }, { last_refresh_time: text });

test("a text that is two dates is refused, and so is an hour that came twice", () => {
  expect(codesOf("monitor-detail", heardAt("06/07/2026 12:00:00"))).toEqual(["time_missing"]);
  expect(decode("monitor-detail", heardAt("07/07/2026 12:00:00")).readings).not.toEqual([]);
  expect(codesOf("monitor-detail", heardAt("10/26/2025 02:30:00"), "Europe/Berlin")).toEqual([
    "time_ambiguous",
  ]);
  expect(codesOf("monitor-detail", heardAt("03/30/2025 02:30:00"), "Europe/Berlin")).toEqual([
    "time_ambiguous",
  ]);
});

test.each([
  ["MM.dd.yyyy", "06.07.2026 12:00:00", "2026-06-07T02:00:00Z"],
  ["dd.MM.yyyy", "06.07.2026 12:00:00", "2026-07-06T02:00:00Z"],
  ["MM/dd/yyyy", "25/07/2026 12:00:00", "2026-07-25T02:00:00Z"],
])("the plant says that its dates are %s: %s", (format, text, instant) => {
  const inverter = { sn: "S1", status: 1, etotal: 5, d: { last_refresh_time: text } };
  const data = { info: { date_format: format }, inverter: [inverter] };
  const { readings } = decode("monitor-detail", { code: "0", data });
  expect(readings[0]?.measuredAt).toBe(Date.parse(instant));
});

test("a detail that lost its envelope is read, anything else without a code is refused", () => {
  const { data } = detail({ etotal: 5 });
  const { readings } = decode("monitor-detail", data);
  expect(readings).toMatchObject([{ deviceId: "S1", values: { acEnergyTotal: 5_000 } }]);
  expect(codesOf("monitor-detail", { info: {} })).toEqual(["vendor_error"]);
});

test("a plant that is offline beside an inverter that is not shows nothing of itself", () => {
  const more = { info: { status: -1 }, kpi: { pac: 0, power: 0, total_power: 9 } };
  const { readings, problems } = decode("monitor-detail", detail({ pac: 265 }, {}, more));
  expect(readings.map(({ kind }) => kind)).toEqual(["inverter"]);
  expect(problems.map(({ code }) => code)).toEqual(["sentinel"]);
});

test("a charge without a battery is left out, whatever it shows", () => {
  const flow = { pv: "1000(W)", bettery: "0(W)", load: "1(kW)", grid: "0(W)", soc: 519 };
  const { readings } = decode(
    "monitor-detail",
    detail({ etotal: 5, soc: 519 }, {}, { hasPowerflow: true, powerflow: flow }),
  );
  expect(readings.map(({ kind }) => kind)).toEqual(["inverter", "meter"]);
  expect(readings[1]?.values).toEqual({ loadPower: 1_000, gridImportPower: 0, gridExportPower: 0 });
});

test("powers that do not add up give the load only", () => {
  const flow = { pv: "1000(W)", bettery: "0(W)", load: "3000(W)", grid: "100(W)" };
  const body = detail({ etotal: 5 }, {}, { hasPowerflow: true, powerflow: flow });
  const { readings, problems } = decode("monitor-detail", body);
  expect(readings[1]?.values).toEqual({ loadPower: 3_000 });
  expect(problems.map(({ code }) => code)).toEqual(["missing_field"]);
});

test("an inverter without a serial number, and an unknown status, are told", () => {
  expect(codesOf("monitor-detail", detail({ sn: null }))).toEqual(["missing_field"]);
  expect(codesOf("monitor-detail", detail({ etotal: 5, status: 9 }))).toEqual(["unknown_field"]);
});

const chart = (
  lines: Readonly<Record<string, readonly number[]>>,
  para: string | null = "2026-06-15T00:00:00Z",
) => ({
  code: 0,
  data: {
    lines: Object.entries(lines).map(([key, values]) => ({
      key: `PCurve_Power_${key}`,
      xy: values.map((y, index) => ({ x: `10:0${index}`, y })),
    })),
  },
  components: { para },
});

test("a chart that does not tell its day is refused; a time of day is not its day", () => {
  expect(codesOf("plant-power-chart", chart({ PV: [1] }, null))).toEqual(["time_missing"]);
  expect(codesOf("plant-power-chart", chart({ PV: [1] }, "2026-06-15T12:34:56Z"))).toEqual([
    "time_missing",
  ]);
});

test("lines that do not add up lose battery and meter", () => {
  const { readings, problems } = decode(
    "plant-power-chart",
    chart({ PV: [1_000], Load: [1_000], Meter: [900] }),
  );
  expect(readings.map(({ values }) => values)).toEqual([{ acPower: 1_000, loadPower: 1_000 }]);
  expect(problems.map(({ code }) => code)).toEqual(["missing_field"]);
});

test("a plant without meter and battery has lines of zeros, which are left out", () => {
  const { readings } = decode(
    "plant-power-chart",
    chart({ PV: [0, 5], Load: [0, 0], Meter: [0, 0], Battery: [0, 0], SOC: [0, 0] }),
  );
  expect(readings.map(({ values }) => values)).toEqual([{ acPower: 0 }, { acPower: 5 }]);
});

test("what is yet to come is left out", () => {
  const at = Date.parse("2026-06-15T10:00:30Z");
  const { readings } = decode("plant-power-chart", chart({ PV: [7, 0, 0] }), "UTC", at);
  expect(readings.map(({ values }) => values)).toEqual([{ acPower: 7 }]);
});

test("an unknown endpoint lists those there are; one that is not read says why", () => {
  expect(() => decode("nothing", {})).toThrow(/monitor-detail/u);
  expect(codesOf("chart-by-plant", { code: "0", data: {} })).toEqual(["unsupported"]);
});
