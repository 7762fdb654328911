import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { DAY_MS, type Id, type Span, type TenantScope } from "@solarmon/core";
import type { House } from "./fleet-house.ts";
import type { FleetLink } from "./fleet-link.ts";
import { TextFinder } from "./text-finder.ts";

/** What a month did to a fleet. */
export interface FleetVerdict {
  readonly calls: number;
  /** Calls that were more than a vendor allows. */
  readonly overQuota: number;
  readonly gaps: number;
  /** Gaps that neither were filled nor can be. */
  readonly openGaps: number;
  readonly energyKwh: number;
  /** Plants whose stored energy is not that of the vendor, to the Wh. */
  readonly wrongPlants: number;
  /** Plants whose last counter reading is more than a day old at the end. */
  readonly silentPlants: number;
  /** Secrets found in files or log lines. */
  readonly leaks: number;
}

/** Holds what is stored of the fleet against what the stand-ins know. */
export async function judge(
  house: House,
  scope: TenantScope,
  fleet: readonly FleetLink[],
  span: Span,
  say: (line: string) => void,
): Promise<Omit<FleetVerdict, "leaks">> {
  const calls = fleet.flatMap(({ standIn }) => standIn.calls);
  let [energyWh, wrongPlants, silentPlants, gaps, openGaps] = [0, 0, 0, 0, 0];
  for (const link of fleet) {
    const status = house.poller.statusOf(link.id);
    const open = (status?.gaps ?? []).filter(
      ({ state }) => state !== "filled" && state !== "vendor_has_none",
    );
    gaps += status?.gaps?.length ?? 0;
    openGaps += open.length;
    for (const gap of open) say(`${link.name}: open gap ${JSON.stringify(gap)}`);
    for (const [siteKey, plantId] of link.plants) {
      const stored = await storedEnergy(house, scope, plantId, span);
      const truthWh = stored.covers === null ? 0 : link.standIn.energyWh(siteKey, stored.covers);
      energyWh += truthWh;
      if ((stored.covers?.end ?? 0) < span.end - DAY_MS) {
        silentPlants += 1;
        say(`${link.name} ${siteKey}: nothing was stored on the last day`);
      }
      if (stored.covers !== null && Math.abs(stored.energyWh - truthWh) < 0.5) continue;
      wrongPlants += 1;
      say(`${link.name} ${siteKey}: stored ${stored.energyWh} Wh, the vendor made ${truthWh} Wh`);
    }
  }
  const overQuota = calls.filter(({ isOverQuota }) => isOverQuota).length;
  return {
    calls: calls.length,
    overQuota,
    gaps,
    openGaps,
    energyKwh: energyWh / 1000,
    wrongPlants,
    silentPlants,
  };
}

interface StoredEnergy {
  readonly energyWh: number;
  /** From the first counter reading to the last; `null` when there is none. */
  readonly covers: Span | null;
}

const COUNTERS = ["acEnergyTotal", "acEnergyToday"] as const;

/** As the roll-ups have it: counters of the inverters, day by day. */
async function storedEnergy(
  house: House,
  scope: TenantScope,
  plantId: Id,
  span: Span,
): Promise<StoredEnergy> {
  const devices = await house.catalog.forTenant(scope).devices(plantId);
  const deviceIds = devices.filter(({ kind }) => kind === "inverter").map(({ id }) => id);
  for (const point of COUNTERS) {
    const covers = await counted(house, scope, plantId, deviceIds, point, span);
    if (!covers) continue;
    const query = { plantId, deviceIds, points: [point], span, resolution: "1d" } as const;
    let energyWh = 0;
    for await (const { columns } of house.history.series(scope, query))
      for (const dayWh of columns[point] ?? []) energyWh += Number.isNaN(dayWh) ? 0 : dayWh;
    return { energyWh, covers };
  }
  return { energyWh: 0, covers: null };
}

async function counted(
  house: House,
  scope: TenantScope,
  plantId: Id,
  deviceIds: readonly Id[],
  point: string,
  span: Span,
): Promise<Span | null> {
  let [start, end] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  const query = { plantId, deviceIds, points: [point], span, resolution: "raw" } as const;
  for await (const { times, columns } of house.history.series(scope, query))
    for (const [index, value] of (columns[point] ?? new Float64Array()).entries()) {
      if (Number.isNaN(value)) continue;
      start = Math.min(start, times[index]!);
      end = Math.max(end, times[index]!);
    }
  return end < start ? null : { start, end };
}

/** Secrets of the stand-ins that stand in a file of the data folder or in a line of the log. */
export async function findLeaks(
  dataDir: string,
  lines: readonly string[],
  fleet: readonly FleetLink[],
  say: (line: string) => void,
): Promise<number> {
  const secrets = new TextFinder(fleet.flatMap(({ standIn }) => [...standIn.secrets()]));
  const texts = new Map([["the log", Buffer.from(lines.join("\n"))]]);
  for (const entry of await readdir(dataDir, { recursive: true, withFileTypes: true }))
    if (entry.isFile()) texts.set(entry.name, await readFile(join(entry.parentPath, entry.name)));
  let leaks = 0;
  for (const [name, bytes] of texts) {
    const found = secrets.findIn(bytes).size;
    leaks += found;
    if (found > 0) say(`${found} secrets stand in ${name}`);
  }
  return leaks;
}
