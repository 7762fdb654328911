import {
  createDaylight,
  createLinkJobs,
  createMemoryHost,
  type DecodedReading,
} from "@solarmon/connectors-kit";
import { solaredgeConnector } from "@solarmon/connectors-solaredge";
import { calendarOf, DAY_MS, HOUR_MS, type Instant, MINUTE_MS } from "@solarmon/core";
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

test("a month of four sites with an outage costs no more than the free tier has, and loses nothing", async () => {
  const clock = new VirtualClock(START_AT);
  const equipment = ["inverters", "meter", "inverters", "meter-and-battery"] as const;
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
  console.log(inOctober.length, standIn.calls.length, JSON.stringify(jobs.gaps().map((g) => ({ ...g, start: new Date(g.start).toISOString(), end: new Date(g.end).toISOString(), f: new Date(g.filledUntil).toISOString() })), null, 1), jobs.status());
  const per = Map.groupBy(standIn.calls, ({ at, what }) => new Date(at).toISOString().slice(0, 10) + " " + (what.split("/").slice(4).join("/")));
  console.log([...per].map(([k, v]) => k + " " + v.length).sort().join("\n"));
  for (const site of standIn.sites) {
    const devices = stored.get(site.key) ?? new Map();
    const counts = devices.get(`site:${site.key}`) ?? new Map();
    const inverters = site.devices.filter(({ kind }) => kind === "inverter");
    const calendar = calendarOf(WORLD.timeZone);
    for (let day = calendar.day(START_AT + DAY_MS); day.end < START_AT + DAYS * DAY_MS;) {
      const wh = standIn.energyWh(site.key, day);
      const what = `site ${site.key} on ${new Date(day.start).toISOString()}`;
      expect(counts.get(day.end - 1)?.values["acEnergyToday"], what).toBe(wh);
      let curveWh = 0;
      for (const { key } of inverters)
        for (let at = day.start; at < day.end; at += 15 * MINUTE_MS)
          curveWh +=
            ((devices.get(key)?.get(at)?.values["acPower"] ?? 0) * 15 * MINUTE_MS) / HOUR_MS;
      expect(curveWh, `curve of ${what}`).toBeCloseTo(wh, 3);
      day = calendar.day(day.end);
    }
  }
  console.log(inOctober.length, jobs.gaps());
});
