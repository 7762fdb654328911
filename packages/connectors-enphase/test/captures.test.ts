import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  CAPTURES,
  decodeBytes,
  decodeCapture,
  HAS_CAPTURES,
  LOCAL_ENDPOINTS,
  RECEIVED_AT,
} from "./support.ts";

interface Row {
  readonly path: string;
  readonly endpoint: string;
  readonly deviceId: string;
  readonly kind: string;
  /** Epoch seconds in the payload; `null`: the payload has none. */
  readonly at: number | null;
  readonly values: Readonly<Record<string, number>>;
  readonly missing?: readonly string[];
}

/** Read from the payloads by eye. */
const ROWS: readonly Row[] = [
  {
    path: "local/7.3.517/production.json",
    endpoint: "production",
    deviceId: "meter:net-consumption",
    kind: "meter",
    at: 1_692_818_014,
    values: { gridImportPower: 0, gridExportPower: 765.064 },
    missing: ["gridImportEnergyTotal", "acEnergyToday"], // whLifetime is import − export here
  },
  {
    path: "local/7.3.517/production.json",
    endpoint: "production",
    deviceId: "meter:total-consumption",
    kind: "meter",
    at: 1_692_818_014,
    values: { loadPower: 3791.075 },
  },
  {
    path: "local/7.3.517/production.json",
    endpoint: "production",
    deviceId: "inverters",
    kind: "inverter",
    at: 1_692_817_988,
    values: { acPower: 4490, acEnergyTotal: 183_353 },
  },
  {
    // Night: the CT sees −6.481 W; phase 2 is connected and measures 0 W.
    path: "local/7.6.175_with_cts_3phase/production.json",
    endpoint: "production",
    deviceId: "meter:production",
    kind: "meter",
    at: 1_693_433_002,
    values: {
      acPower: -6.481,
      acEnergyTotal: 4_351_113.2,
      acEnergyToday: 5113.2,
      acVoltageL1: 236.766,
      acVoltageL3: 237.904,
      acCurrentL3: 0.372,
    },
  },
  {
    // readingTime and wNow are 0 at night: only the counter is a value.
    path: "local/7.6.175_with_cts_3phase/production.json",
    endpoint: "production",
    deviceId: "inverters",
    kind: "inverter",
    at: null,
    values: { acEnergyTotal: 4_339_764 },
    missing: ["acPower"],
  },
  {
    path: "local/8.2.4382_ACB/production.json",
    endpoint: "production",
    deviceId: "storage:acb",
    kind: "battery",
    at: 1_731_943_992,
    values: { batteryPower: -260, batterySoc: 25 },
  },
  {
    // Channel 3 shows 0 V: nothing is connected.
    path: "local/4.10.35/ivp_meters_readings",
    endpoint: "meters-readings",
    deviceId: "meter:net-consumption",
    kind: "meter",
    at: 1_695_301_419,
    values: {
      gridImportPower: 566.864,
      gridExportPower: 0,
      gridImportEnergyTotal: 16_908_208.78,
      gridExportEnergyTotal: 17_357_690.272,
      acVoltageL1: 123.867,
    },
    missing: ["acVoltageL3", "acCurrentL3"],
  },
  {
    path: "local/8.3.5167_3rd-pv/ivp_meters_readings",
    endpoint: "meters-readings",
    deviceId: "meter:production",
    kind: "meter",
    at: 1_753_703_632,
    values: {
      acPower: 5235.674,
      acEnergyTotal: 569_122.622,
      frequency: 50.062,
      acCurrentL2: 5.018,
    },
  },
  {
    // The storage CT sees −1297.667 W: charging. pf −1.966 is refused.
    path: "local/8.3.1598_collar/ivp_meters_readings",
    endpoint: "meters-readings",
    deviceId: "meter:storage",
    kind: "meter",
    at: 1_752_974_752,
    values: { batteryPower: 1297.667 },
    missing: ["powerFactor"],
  },
  {
    // whDlvdCum 15727232.785 is import − export (18999526.477 − 3273182.77 in the readings): no counter.
    path: "local/8.3.5169_with_generator/ivp_meters_reports",
    endpoint: "meters-reports",
    deviceId: "meter:net-consumption",
    kind: "meter",
    at: 1_785_593_365,
    values: { gridImportPower: 173.416, gridExportPower: 0, acVoltageL2: 124.599 },
    missing: ["gridImportEnergyTotal", "gridExportEnergyTotal", "acVoltageL3"],
  },
  {
    path: "local/8.2.127_with_generator_running/ivp_ensemble_power",
    endpoint: "ensemble-power",
    deviceId: "492234001350",
    kind: "battery",
    at: null,
    values: { batteryPower: 1250, batterySoc: 98 },
  },
  {
    path: "local/8.2.127_with_generator_running/ivp_ensemble_inventory",
    endpoint: "ensemble-inventory",
    deviceId: "492234001350",
    kind: "battery",
    at: 1_718_213_052,
    values: { batterySoc: 98, internalTemperature: 27 },
  },
  {
    // 354281850 J / 3600 = 98411.625 Wh; 32363 mV, 8078 mA, 50013 mHz.
    path: "local/8.2.4345_with_device_data/ivp_pdm_device_data",
    endpoint: "device-data",
    deviceId: "122344043197",
    kind: "inverter",
    at: 1_748_576_887,
    values: {
      acPower: 255,
      acEnergyTotal: 98_411.625,
      acVoltageL1: 248.156,
      frequency: 50.013,
      dcVoltage1: 32.363,
      dcCurrent1: 8.078,
      internalTemperature: 38,
    },
  },
  {
    path: "local/3.17.3/api_v1_production",
    endpoint: "api-v1-production",
    deviceId: "production",
    kind: "inverter",
    at: null,
    values: { acPower: 5463, acEnergyTotal: 93_706_280, acEnergyToday: 5481 },
  },
  {
    path: "local/3.17.3/api_v1_production_inverters",
    endpoint: "inverters",
    deviceId: "121512041640",
    kind: "inverter",
    at: 1_618_082_927,
    values: { acPower: 200 },
  },
  {
    // end_at 1633933200 is the end of five minutes.
    path: "cloud-v4/telemetry_production_micro_2021-10-11.json",
    endpoint: "cloud-production-micro",
    deviceId: "site:2461798",
    kind: "inverter",
    at: 1_633_932_900,
    values: { acPower: 1 },
  },
];

describe.skipIf(!HAS_CAPTURES)("captures (skipped without ../shared)", () => {
  it.each(ROWS)(
    "$path $deviceId",
    ({ path, endpoint, deviceId, kind, at, values, missing = [] }) => {
      const measuredAt = at === null ? RECEIVED_AT : at * 1_000;
      const found = decodeCapture(endpoint, path).readings.find(
        (reading) => reading.deviceId === deviceId && reading.measuredAt === measuredAt,
      );
      expect(found).toMatchObject({ kind, values });
      expect(missing.filter((point) => point in (found?.values ?? {}))).toEqual([]);
    },
  );

  it.each(["8.2.4264_metered_noct", "7.3.466_metered_disabled_cts", "7.6.175_total", "4.2.27"])(
    "%s: items with activeCount 0 are no measurement",
    (folder) => {
      const { readings, problems } = decodeCapture("production", `local/${folder}/production.json`);
      expect(readings.map(({ deviceId }) => deviceId)).toEqual(["inverters"]);
      expect(problems.filter(({ code }) => code === "no_telemetry")).toHaveLength(4);
    },
  );

  it("decodes every reply, whole or cut off, to readings or an explained refusal", () => {
    for (const folder of readdirSync(new URL("local", CAPTURES)))
      for (const file of readdirSync(new URL(`local/${folder}`, CAPTURES))) {
        const endpoint = Object.hasOwn(LOCAL_ENDPOINTS, file) ? LOCAL_ENDPOINTS[file] : undefined;
        if (endpoint === undefined) continue;
        const body = readFileSync(new URL(`local/${folder}/${file}`, CAPTURES));
        const whole = decodeBytes(endpoint, body);
        expect(whole.readings.length + whole.problems.length).toBeGreaterThan(0);
        const cut = decodeBytes(endpoint, body.subarray(0, Math.floor(body.length * 0.6)));
        expect(cut.readings).toEqual([]);
        expect(cut.problems).toMatchObject([{ code: "malformed" }]);
      }
  });

  it("refuses every documented error", () => {
    const folder = new URL("cloud-v4-documented/", CAPTURES);
    const files = readdirSync(folder).filter((name) => /\.[45]\d\d\.json$/u.test(name));
    expect(files.length).toBeGreaterThan(15);
    for (const file of files) {
      const endpoint = file.startsWith("streaming") ? "cloud-live-data" : "cloud-rgm-stats";
      const { readings, problems } = decodeBytes(endpoint, readFileSync(new URL(file, folder)));
      expect(readings).toEqual([]);
      expect(problems).toMatchObject([{ code: "vendor_error" }]);
    }
  });
});
