import {
  calendarOf,
  HOUR_MS,
  type LocalCalendar,
  pointByName,
  type PointDefinition,
  type RollupRow,
  type TenantScope,
} from "@solarmon/core";
import { powerLimitW } from "../energy/power-limit.ts";
import { producersOf } from "../processor/producers.ts";
import { EnergySteps } from "./energy-steps.ts";
import type { HistoryOptions } from "./history-options.ts";

const [TOTAL, TODAY] = [counter("acEnergyTotal"), counter("acEnergyToday")];
const POWER = "acPower";
/** Longer than any night in which inverters sleep, outside the polar circles. */
const NIGHT_MS = 18 * HOUR_MS;

function counter(name: string): PointDefinition {
  const point = pointByName(name);
  if (!point) throw new TypeError(`the dictionary has no ${name}`);
  return point;
}

/** AC energy of a plant's producers since local midnight [Wh], `null` while none of them told. */
export async function energyTodayWh(
  { catalog, rollups, clock }: HistoryOptions,
  scope: TenantScope,
  plantId: string,
): Promise<number | null> {
  const tenant = catalog.forTenant(scope);
  const plant = await tenant.plant(plantId);
  if (!plant) return null;
  const producers = producersOf(await tenant.devices(plantId));
  const calendar = calendarOf(plant.timeZone);
  const span = calendar.day(clock.now());
  const deviceIds = producers.map(({ id }) => id);
  const store = rollups.forTenant(scope);
  const today = byDevice(await store.read({ deviceIds, resolution: "1d", span }));
  const before = byDevice(await store.readBefore(deviceIds, "1d", span.start));
  let sum: number | null = null;
  for (const device of producers) {
    const row = today.get(device.id);
    const own = row
      ? deviceEnergyWh({
          limitW: powerLimitW(device, plant),
          calendar,
          row,
          before: before.get(device.id),
        })
      : null;
    if (own !== null) sum = (sum ?? 0) + own;
  }
  return sum;
}

function byDevice(rows: readonly RollupRow[]): ReadonlyMap<string, RollupRow> {
  return new Map(rows.map((row) => [row.deviceId, row]));
}

interface Counted {
  readonly limitW: number | null;
  readonly calendar: LocalCalendar;
  readonly row: RollupRow;
  readonly before: RollupRow | undefined;
}

/** By the total counter, where it is known from the evening before; else by the day counter, the total, the power. */
function deviceEnergyWh(counted: Counted): number | null {
  return (
    sinceEvening(TOTAL, counted) ??
    sinceEvening(TODAY, counted) ??
    sinceFirst(TODAY, counted) ??
    sinceFirst(TOTAL, counted) ??
    integrated(counted.row)
  );
}

/** From the last value of the evening before; `null` where a longer gap makes that day's energy part of the step. */
function sinceEvening(point: PointDefinition, counted: Counted): number | null {
  const { before, row } = counted;
  const last = before?.points[point.name];
  const first = row.points[point.name];
  if (!before || !last || !first || first.firstAt - last.lastAt > NIGHT_MS) return null;
  const steps = new EnergySteps(point, counted.calendar, counted.limitW);
  steps.prime(before);
  return steps.next(row);
}

/** From the first value of today, which for a day counter was counted since midnight. */
function sinceFirst(point: PointDefinition, { row }: Counted): number | null {
  const own = row.points[point.name];
  if (!own) return null;
  return point.resetsDaily ? own.first + own.increase : own.increase;
}

function integrated({ points }: RollupRow): number | null {
  const power = points[POWER];
  return power && power.count > 1 ? power.increase : null;
}
