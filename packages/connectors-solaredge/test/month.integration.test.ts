import {
  createDaylight,
  createLinkJobs,
  createMemoryHost,
  type DecodedReading,
} from "@solarmon/connectors-kit";
import { solaredgeConnector } from "@solarmon/connectors-solaredge";
import { calendarOf, DAY_MS, HOUR_MS, type Instant, MINUTE_MS, type Span } from "@solarmon/core";
import { VirtualClock } from "@solarmon/core/testing";
import { startSolaredgeStandIn } from "@solarmon/simulator/vendors";
import { expect, test } from "vitest";

const WORLD = { timeZone: "Europe/Berlin", noonAt: Date.UTC(2025, 9, 1, 11) };
/** The month in which clocks change. */
const START_AT = Date.UTC(2025, 9, 1, 7);
const DAYS = 31;
const OUTAGE_DAYS = { from: 9, until: 15 };
/** After so long the last day was read again. */
const SETTLED_MS = 9 * DAY_MS;

const QUARTER_MS = 15 * MINUTE_MS;

type Stored = Map<string, Map<string, Map<Instant, DecodedReading>>>;

/** Keeps the newest reading of a device and an instant, as a store does. */
function keep(stored: Stored, siteKey: string, readings: readonly DecodedReading[]): void {
  for (const reading of readings) {
    const devices = stored.get(siteKey) ?? new Map<string, Map<Instant, DecodedReading>>();
    const rows = devices.get(reading.deviceId) ?? new Map<Instant, DecodedReading>();
    stored.set(siteKey, devices);
    devices.set(reading.deviceId, rows.set(reading.measuredAt, reading));
  }
}

test("a month of two sites with an outage costs no more than the free tier has, and loses nothing", async () => {
  const clock = new VirtualClock(START_AT);
  const equipment = ["inverters", "meter-and-battery"] as const;
  await using standIn = await startSolaredgeStandIn(clock, WORLD, { sites: equipment });
  const host = await createMemoryHost(solaredgeConnector, standIn.settings, { clock });
  const stored: Stored = new Map();
  const daylight = createDaylight(null, WORLD.timeZone);
  await using jobs = createLinkJobs({
    id: "account",
    connector: solaredgeConnector,
    settings: standIn.settings,
    host,
    sites: standIn.sites.map(({ key, timeZone }) => ({ key, timeZone, daylight })),
    sink: { store: async (key, readings) => keep(stored, key, readings) },
    progress: null,
  });
  const runUntil = async (until: Instant): Promise<void> => {
    while (jobs.nextAt <= until) {
      clock.set(Math.max(clock.now(), jobs.nextAt));
      await jobs.run();
    }
    clock.set(until);
  };

  await runUntil(START_AT + OUTAGE_DAYS.from * DAY_MS);
  standIn.misbehave("server-error");
  await runUntil(START_AT + OUTAGE_DAYS.until * DAY_MS);
  standIn.misbehave(null);
  await runUntil(START_AT + DAYS * DAY_MS + SETTLED_MS);

  expect(standIn.calls.filter(({ isOverQuota }) => isOverQuota)).toEqual([]);
  const inOctober = standIn.calls.filter(({ at }) => at < Date.UTC(2025, 10, 1));
  expect(inOctober.length).toBeLessThanOrEqual(2_000);
  for (const { key, devices } of standIn.sites) {
    const inverters = devices.filter(({ kind }) => kind === "inverter").map((device) => device.key);
    const wanted = daysOf().map((day) => {
      const energyWh = standIn.energyWh(key, day);
      return { day: new Date(day.start).toISOString(), countedWh: energyWh, curveWh: energyWh };
    });
    const known = daysOf().map((day) => ({
      day: new Date(day.start).toISOString(),
      countedWh: countedWh(stored, key, inverters, day),
      curveWh: curveWh(stored, key, inverters, day),
    }));
    expect(known).toEqual(wanted);
  }
});

/** Whole local days of the month. */
function daysOf(): readonly Span[] {
  const calendar = calendarOf(WORLD.timeZone);
  const days: Span[] = [];
  for (let day = calendar.day(START_AT + DAY_MS); day.end < START_AT + DAYS * DAY_MS;) {
    days.push(day);
    day = calendar.day(day.end);
  }
  return days;
}

function valueIn(
  stored: Stored,
  siteKey: string,
  deviceKey: string,
  at: Instant,
  point: string,
): number {
  return stored.get(siteKey)?.get(deviceKey)?.get(at)?.values[point] ?? 0;
}

/** What the counters of the inverters show in the evening. */
function countedWh(
  stored: Stored,
  siteKey: string,
  inverters: readonly string[],
  day: Span,
): number {
  let wh = 0;
  for (const key of inverters) {
    const rows = [...(stored.get(siteKey)?.get(key)?.values() ?? [])];
    const counts = rows
      .filter(({ measuredAt }) => measuredAt >= day.start && measuredAt < day.end)
      .map(({ values }) => values["acEnergyToday"] ?? 0);
    wh += Math.max(0, ...counts);
  }
  return wh;
}

/** What all quarters of an hour of a day add up to, to a hundredth of a Wh. */
function curveWh(
  stored: Stored,
  siteKey: string,
  inverters: readonly string[],
  { start, end }: Span,
): number {
  let wh = 0;
  for (const key of inverters)
    for (let at = start; at < end; at += QUARTER_MS)
      wh += (valueIn(stored, siteKey, key, at, "acPower") * QUARTER_MS) / HOUR_MS;
  return Math.round(wh * 100) / 100;
}
