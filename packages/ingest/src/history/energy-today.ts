import {
  type PointDefinition,
  pointByName,
  type RollupRow,
  type TenantScope,
} from "@solarmon/core";
import { powerLimitW } from "../energy/power-limit.ts";
import { calendarOf, type LocalCalendar } from "../zone/local-calendar.ts";
import { EnergySteps } from "./energy-steps.ts";
import type { HistoryOptions } from "./history-options.ts";

const TOTAL = pointByName("acEnergyTotal");
const TODAY = pointByName("acEnergyToday");
const POWER = "acPower";

/** AC energy of a plant's inverters since local midnight [Wh], `null` while none of them told. */
export async function energyTodayWh(
  { catalog, rollups, clock }: HistoryOptions,
  scope: TenantScope,
  plantId: string,
): Promise<number | null> {
  const tenant = catalog.forTenant(scope);
  const plant = await tenant.plant(plantId);
  if (!plant) return null;
  const inverters = (await tenant.devices(plantId)).filter(({ kind }) => kind === "inverter");
  const calendar = calendarOf(plant.timeZone);
  const span = calendar.day(clock.now());
  const deviceIds = inverters.map(({ id }) => id);
  const store = rollups.forTenant(scope);
  const today = byDevice(await store.read({ deviceIds, resolution: "1d", span }));
  const before = byDevice(await store.readBefore(deviceIds, "1d", span.start));
  let sum: number | null = null;
  for (const inverter of inverters) {
    const row = today.get(inverter.id);
    const own = row
      ? deviceEnergyWh(powerLimitW(inverter, plant), calendar, row, before.get(inverter.id))
      : null;
    if (own !== null) sum = (sum ?? 0) + own;
  }
  return sum;
}

function byDevice(rows: readonly RollupRow[]): ReadonlyMap<string, RollupRow> {
  return new Map(rows.map((row) => [row.deviceId, row]));
}

/** By the total counter, where one is known before today; else by the day counter, the total counter, the power. */
function deviceEnergyWh(
  limitW: number | null,
  calendar: LocalCalendar,
  row: RollupRow,
  before: RollupRow | undefined,
): number | null {
  const counted = (point: PointDefinition | undefined, isFromMidnight: boolean) =>
    point
      ? countedWh(new EnergySteps(point, calendar, limitW), point, row, before, isFromMidnight)
      : null;
  const byTotal = before && TOTAL && before.points[TOTAL.name] ? counted(TOTAL, false) : null;
  return (
    byTotal ?? counted(TODAY, true) ?? counted(TOTAL, false) ?? row.points[POWER]?.increase ?? null
  );
}

/** A day counter whose value before today is unknown has counted its first value since midnight. */
function countedWh(
  steps: EnergySteps,
  point: PointDefinition,
  row: RollupRow,
  before: RollupRow | undefined,
  isFromMidnight: boolean,
): number | null {
  const own = row.points[point.name];
  if (!own) return null;
  if (before) steps.prime(before);
  const start = isFromMidnight && !steps.isPrimed ? own.first : 0;
  return start + steps.next(row);
}
