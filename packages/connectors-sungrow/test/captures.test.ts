import { readdirSync } from "node:fs";
import { sungrowDecoder } from "@solarmon/connectors-sungrow";
import { describe, expect, it } from "vitest";
import { capture, captureUrl, HAS_CAPTURES } from "./fixtures.ts";

const AT = Date.UTC(2022, 1, 9, 8);
/** The recorded plant counts its time as GMT+10. */
const ZONE = "Australia/Brisbane";
const decodeBytes = (body: Uint8Array, endpoint: string) =>
  sungrowDecoder.decode(endpoint, { body, receivedAt: AT }, { timeZone: ZONE });
const decode = (file: string, endpoint = "point-minutes") => decodeBytes(capture(file), endpoint);

/** Read from the series by eye: `20220201100000` is 10:00 of the plant, midnight in UTC. */
const ROWS = [
  ["20220201", "2022-02-01T00:00:00Z", { acPower: 5_657, acEnergyToday: 7_000 }],
  ["20220201", "2022-02-01T02:00:00Z", { acPower: 7_974, acEnergyToday: 21_500 }],
  ["20220201", "2022-01-31T14:00:00Z", { acPower: 0, acEnergyToday: 0 }],
  ["20220204", "2022-02-04T01:00:00Z", { acPower: 1_841, acEnergyToday: 9_400 }],
  ["20220128", "2022-01-28T04:10:00Z", { acPower: 7_704, acEnergyToday: 2_800 }],
  ["20220128", "2022-01-28T04:30:00Z", { acEnergyToday: 3_400 }],
] as const;

describe.skipIf(!HAS_CAPTURES)("captures (need the files beside the repository)", () => {
  it.each(ROWS.map(([day, time, values]) => ({ day, time, values })))(
    "series of $day at $time",
    ({ day, time, values }) => {
      const { readings } = decode(`queryMutiPointDataList-${day}.response.json`);
      const measuredAt = Date.parse(time);
      expect(readings.find((reading) => reading.measuredAt === measuredAt)).toEqual({
        deviceId: "site:1129147",
        kind: "logger",
        measuredAt,
        values,
      });
    },
  );

  it("series keep nights of 0 and leave out what is missing", () => {
    expect(decode("queryMutiPointDataList-20220201.response.json").readings).toHaveLength(288);
    // 288 rows, of which 168 have neither energy nor power
    expect(decode("queryMutiPointDataList-20220128.response.json").readings).toHaveLength(120);
  });

  it("list of plants", () => {
    expect(decode("getPsList.response.json", "plant-list").readings).toEqual([
      {
        deviceId: "site:1129147",
        kind: "logger",
        measuredAt: AT,
        values: { acPower: 518, acEnergyToday: 55_200, acEnergyTotal: 476_000 },
      },
    ]);
  });

  it.each([
    ["getPowerStatistics", "site:B2192301528", { acPower: 8_629, acEnergyToday: 24_800 }],
    [
      "getPListinfoFromMysql",
      "site:account",
      { acPower: 8_629, acEnergyToday: 24_800, acEnergyTotal: 445_600 },
    ],
  ])("statistics: %s", (file, deviceId, values) => {
    expect(decode(`${file}.response.json`, "plant-statistics").readings).toEqual([
      { deviceId, kind: "logger", measuredAt: AT, values },
    ]);
  });

  it("report of a day", () => {
    const { readings } = decode("getHouseholdStoragePsReport.response.json", "household-report");
    expect(readings).toHaveLength(75);
    expect(readings.find(({ measuredAt }) => measuredAt === Date.UTC(2022, 1, 9, 2))).toMatchObject(
      {
        values: { acPower: 8_469, loadPower: 8_469 },
      },
    );
  });

  it.each([
    ["login.response.needtologinagain.json", "vendor_error"],
    ["login.response.incorrectpassword.json", "vendor_error"],
    ["psHourPointsValue.response.json", "time_missing"],
    ["queryDevicePointMinuteDataList.response.json", "no_telemetry"],
    ["getPowerDevicePointNames-1.response.json", "no_telemetry"],
  ])("refused with a reason: %s", (file, code) => {
    const { readings, problems } = decode(file);
    expect(readings).toEqual([]);
    expect(problems[0]?.code).toBe(code);
  });

  it("all give readings or a reason, whatever endpoint they are taken for", () => {
    for (const file of readdirSync(captureUrl()))
      for (const { name } of sungrowDecoder.endpoints) {
        const { readings, problems } = decode(file, name);
        expect(readings.length + problems.length).toBeGreaterThan(0);
      }
  });

  it("cut off give nothing, and say so", () => {
    const body = capture("getPsList.response.json");
    for (let end = 0; end < body.length - 2; end += 101) {
      const { readings, problems } = decodeBytes(body.subarray(0, end), "plant-list");
      expect(readings).toEqual([]);
      expect(problems[0]?.code).toBe("malformed");
    }
  });
});
