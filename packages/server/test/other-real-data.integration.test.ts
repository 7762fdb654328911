import { describe, expect, it } from "vitest";
import { makePlant, solarmon } from "./support/solarmon.ts";
import { readRows, realData } from "./support/real-data.ts";
import { temporaryFolder } from "./support/temporary-folder.ts";

const SMA = realData("sdt_sma7000_5min/TAEFC1044741.csv.gz");
const UPM = realData("upm_13sys_5min/upm_2014_5min.csv.gz");
const SYSTEMS = Array.from({ length: 13 }, (_, index) => index + 1);

describe.skipIf(!SMA)("import of an SMA 7000TL, 16 months (skipped without ../shared)", () => {
  it("takes daylight rows in UTC, and clipped power", async () => {
    await using folder = await temporaryFolder();
    await makePlant(folder.path, "SMA", "UTC");
    const rows = (await readRows(SMA ?? "")).slice(1);
    const args = ["--plant", "SMA", "--time", "ts", "--time-zone", "UTC", "--device", "sensor"];
    const map = ["--map", "acPower=meas_val_f*1000", "--json"];
    const { json } = await solarmon(folder.path, "import", SMA ?? "", ...args, ...map);
    const report = json.at(-1);
    expect(report).toMatchObject({ rows: rows.length, timeFormat: "iso", intervalMs: 300_000 });
    expect(report?.["rejects"]).toMatchObject({ values: 0 });

    const span = ["--from", "2016-03-01", "--to", "2017-08-01", "--resolution", "raw"];
    const query = ["--plant", "SMA", "--points", "acPower", ...span, "--json"];
    const stored = await solarmon(folder.path, "query", ...query);
    const powers = stored.json.map((row) => Number(row["acPower"]));
    const expected = rows.map((row) => Math.round(Number(row[4]) * 1000));
    expect(Math.max(...powers)).toBe(Math.max(...expected));
    expect(sum(powers)).toBe(
      sum(
        [...new Map(rows.map((row) => [row[2], row[4]])).values()].map((kw) =>
          Math.round(Number(kw) * 1000),
        ),
      ),
    );
  });
});

describe.skipIf(!UPM)(
  "import of 13 systems in wide rows, Madrid 2014 (skipped without ../shared)",
  () => {
    it("makes a device per system, refuses the skipped hour, keeps both meanings of a day", async () => {
      await using folder = await temporaryFolder();
      await makePlant(folder.path, "UPM", "Europe/Madrid");
      const map = SYSTEMS.flatMap((n) => [
        `System ${n}/acPower=P_AC_${n}`,
        `System ${n}/acEnergyTotal=E_Total_${n}*1000`,
      ]);
      const args = ["--plant", "UPM", "--time", "timestamp", "--map", map.join(","), "--json"];
      const { json } = await solarmon(folder.path, "import", UPM ?? "", ...args);
      const report = json.at(-1);
      expect(report?.["devices"]).toHaveLength(13);
      expect(report).toMatchObject({ timeFormat: "iso", intervalMs: 300_000 });

      const span = ["--from", "2014-01-01", "--to", "2015-01-01", "--resolution", "1d"];
      const query = ["--plant", "UPM", "--points", "acEnergyTotal", ...span, "--json"];
      const days = await solarmon(folder.path, "query", ...query);
      const [header = [], ...rows] = await readRows(UPM ?? "");
      // Some counters show 0 when the inverter wakes, and go on from where they were a moment later.
      const shares = SYSTEMS.map((n) => {
        const own = days.json.filter(({ device }) => device === `System ${n}`);
        const countedWh = sum(own.map((row) => Number(row["acEnergyTotal"])));
        const column = header.indexOf(`E_Total_${n}`);
        const totals = rows.map((row) => Number(row[column]) * 1000).filter((total) => total > 0);
        return countedWh / (Math.max(...totals) - Math.min(...totals));
      });
      for (const share of shares) expect(share).toBeCloseTo(1, 3);
    });
  },
);

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
