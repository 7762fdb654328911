import { existsSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "@solarmon/core";
import { createHistory, createProcessor } from "@solarmon/ingest";
import { describe, expect, test } from "vitest";
import { envelope, type Measured, seed, type Seed } from "../processor/seed.ts";

const FILE = new URL(
  "../../../../../shared/data/plant1_22inv_15min/generation.csv.gz",
  import.meta.url,
);
const INDIA_MS = 5.5 * HOUR_MS;
const SPAN = { start: Date.UTC(2020, 4, 14), end: Date.UTC(2020, 5, 20) };

interface Row {
  readonly inverter: string;
  readonly at: number;
  readonly acPowerW: number;
  readonly dailyWh: number;
  readonly totalWh: number;
}

/** Day first, local time of India, kW and kWh. */
function parse(line: string): Row {
  const [time = "", , inverter = "", , acKw, dailyKwh, totalKwh] = line.split(",");
  const [day = 0, month = 0, year = 0, hour, minute] = time.split(/[-: ]/).map(Number);
  return {
    inverter,
    at: Date.UTC(year, month - 1, day, hour, minute) - INDIA_MS,
    acPowerW: Number(acKw) * 1_000,
    dailyWh: Number(dailyKwh) * 1_000,
    totalWh: Number(totalKwh) * 1_000,
  };
}

const localDay = (at: number) => Math.floor((at + INDIA_MS) / DAY_MS);

async function load(rows: readonly Row[]): Promise<{ s: Seed; names: Map<string, string> }> {
  const inverters = [...new Set(rows.map(({ inverter }) => inverter))];
  const options = {
    timeZone: "Asia/Kolkata",
    devices: inverters.length,
    intervalMs: 15 * MINUTE_MS,
  };
  const s = await seed(options);
  const ids = new Map(inverters.map((name, index) => [name, s.devices[index]!.id]));
  const processor = createProcessor(s);
  for (let from = 0; from < rows.length; from += 2_000) {
    const readings = rows
      .slice(from, from + 2_000)
      .map(({ inverter, at, acPowerW, dailyWh, totalWh }): Measured => ({
        deviceId: ids.get(inverter)!,
        measuredAt: at,
        values: { acPower: acPowerW, acEnergyToday: dailyWh, acEnergyTotal: totalWh },
      }));
    await processor.apply([envelope(s, readings)]);
  }
  await processor.settle();
  return { s, names: new Map([...ids].map(([name, id]) => [id, name])) };
}

/** Energy of each inverter and local day from the named point [Wh]. */
async function dailyEnergies(s: Seed, names: Map<string, string>, point: string) {
  const energies = new Map<string, number>();
  const query = { plantId: s.plant.id, points: [point], span: SPAN, resolution: "1d" } as const;
  for await (const { deviceId, times, columns } of createHistory(s).series(s.scope, query))
    for (const [index, start] of times.entries())
      energies.set(`${names.get(deviceId)} ${localDay(start)}`, columns[point]![index]!);
  return energies;
}

describe.skipIf(!existsSync(FILE))("a real plant of 22 inverters, 34 days at 15 min", async () => {
  if (!existsSync(FILE)) return;
  const rows = gunzipSync(readFileSync(FILE)).toString().trim().split(/\r?\n/).slice(1).map(parse);
  const { s, names } = await load(rows);
  const shown = new Map<string, number>();
  for (const { inverter, at, dailyWh } of rows) {
    const key = `${inverter} ${localDay(at)}`;
    shown.set(key, Math.max(shown.get(key) ?? 0, dailyWh));
  }

  /** |energy − what the day counter showed at most| per inverter and day, as a share of the latter, worst first. */
  async function deviations(point: string): Promise<number[]> {
    const energies = await dailyEnergies(s, names, point);
    expect(energies.size).toBe(shown.size);
    const shares = [...shown].map(([key, wh]) => Math.abs((energies.get(key) ?? 0) / wh - 1));
    return shares.toSorted((a, b) => b - a);
  }

  test("daily energies from the total counter agree with the inverters' own day counters", async () => {
    const shares = await deviations("acEnergyTotal");
    // 22 × 34 days; four inverters woke late from a gap, which their day counters do not know of.
    expect(shares).toHaveLength(748);
    expect(shares[0]).toBeLessThan(0.01);
    expect(shares[4]).toBeLessThan(0.001);
    expect(shares[60]).toBeLessThan(0.0001);
  });

  test("daily energies from the day counter agree with what it showed at most", async () => {
    const shares = await deviations("acEnergyToday");
    // Averages over missing samples make the 22 counters go down and up again on 21 May.
    expect(shares[0]).toBeLessThan(0.07);
    expect(shares[22]).toBeLessThan(1e-6);
  });

  test("energy of the whole plant and span is what the counters say, to the kWh", async () => {
    const energies = await dailyEnergies(s, names, "acEnergyTotal");
    const sum = [...energies.values()].reduce((a, b) => a + b);
    const byInverter = Map.groupBy(rows, ({ inverter }) => inverter);
    const truth = [...byInverter.values()]
      .map((own) => own.at(-1)!.totalWh - own[0]!.totalWh)
      .reduce((a, b) => a + b);
    expect(Math.abs(sum - truth)).toBeLessThan(1_000);
  });
});
