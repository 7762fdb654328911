import { existsSync } from "node:fs";
import { DAY_MS, HOUR_MS, type Span } from "@solarmon/core";
import { scopeOf } from "@solarmon/core/authority";
import { VirtualClock } from "@solarmon/core/testing";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { type House, openHouse } from "./fleet/fleet-house.ts";
import {
  addFleetLink,
  answerLogIn,
  beginOutage,
  endOutage,
  type FleetLink,
} from "./fleet/fleet-link.ts";
import { FLEET_VENDORS } from "./fleet/fleet-vendors.ts";
import { findLeaks, judge } from "./fleet/judge.ts";
import { planOutages } from "./fleet/outage-plan.ts";
import type { ChaosReport } from "./report.ts";

/** A file system in memory, where Linux has one. */
const MEMORY = "/dev/shm";
/** A spring month of Europe: the clocks go forward in it. */
const START_AT = Date.UTC(2026, 2, 10, 22);
/** After the last outage: time to fill it within the smallest budget, and for the vendor's data to settle. */
const CATCH_UP_MS = 6 * DAY_MS;
/** The house itself is down for so long, each ten days. */
const DOWN_MS = 6 * HOUR_MS;

export interface FleetSize {
  readonly links: number;
  readonly days: number;
}

/** Something that happens at an instant of the month. */
interface Happening {
  readonly at: number;
  readonly run: () => Promise<void>;
}

/** Days of vendor links by a virtual clock, with outages of up to a week, over real HTTP on loopback. */
export async function runFleet({ links, days }: FleetSize, report: ChaosReport): Promise<void> {
  // Nobody pulls the plug here, and waiting for a disk is not what is tried: `chaos kill` does both.
  await using folder = await temporaryFolder(existsSync(MEMORY) ? MEMORY : undefined);
  await using stack = new AsyncDisposableStack();
  const clock = new VirtualClock(START_AT);
  const lines: string[] = [];
  const connectors = FLEET_VENDORS.map(({ connector }) => connector);
  const log = (line: string): number => lines.push(line);
  const open = (): Promise<House> => openHouse({ dataDir: folder.path, clock, connectors, log });
  let house = await open();
  stack.defer(async () => await house[Symbol.asyncDispose]());
  const scope = scopeOf((await house.catalog.addTenant("Fleet")).id);
  const fleet: FleetLink[] = [];
  for (let index = 0; index < links; index++)
    fleet.push(stack.use(disposable(await addFleetLink(house, scope, index, clock))));
  await house.poller.load();

  const span: Span = { start: START_AT, end: START_AT + days * DAY_MS };
  const say = (line: string): void => report({ chaos: "fleet", found: line });
  const reopen = async (): Promise<void> => {
    await house[Symbol.asyncDispose]();
    clock.advance(DOWN_MS);
    house = await open();
    await house.poller.load();
  };
  const happenings = [
    ...outagesOf(fleet, span, () => house),
    ...everyTenDays(span).map((at) => ({ at, run: reopen })),
    ...daysOf(span).map((at, day) => ({
      at,
      run: async () => {
        report({ chaos: "fleet", day: day + 1, of: days });
        await house.seal(at - 2 * DAY_MS);
      },
    })),
  ].toSorted((one, other) => one.at - other.at);
  await passTime(clock, span, happenings, () => house);
  await house.processor.settle();
  const verdict = await judge(house, scope, fleet, span, say);
  await house[Symbol.asyncDispose]();
  const leaks = await findLeaks(folder.path, lines, fleet, say);
  house = await open();
  const { overQuota, openGaps, wrongPlants, silentPlants } = verdict;
  const ok = overQuota + openGaps + wrongPlants + silentPlants + leaks === 0;
  const vendors = FLEET_VENDORS.length;
  report({ chaos: "fleet", links, vendors, days, ...verdict, leaks, ok });
}

function disposable(link: FleetLink): FleetLink & AsyncDisposable {
  return { ...link, [Symbol.asyncDispose]: () => link.standIn[Symbol.asyncDispose]() };
}

function outagesOf(fleet: readonly FleetLink[], span: Span, house: () => House): Happening[] {
  const until = { start: span.start, end: span.end - CATCH_UP_MS };
  return fleet.flatMap((link) => {
    const outages = planOutages(link.name, until);
    const isFailing = (at: number): boolean =>
      outages.some(({ start, end }) => start <= at && at < end);
    const visits = daysOf(span).filter((at) => !isFailing(at));
    return [
      ...outages.flatMap((outage) => [
        { at: outage.start, run: async () => beginOutage(link, outage) },
        { at: outage.end, run: () => endOutage(house(), link, outage) },
      ]),
      ...visits.map((at) => ({ at, run: () => answerLogIn(house(), link) })),
    ];
  });
}

function daysOf({ start, end }: Span): number[] {
  return Array.from(
    { length: Math.round((end - start) / DAY_MS) },
    (_, day) => start + (day + 1) * DAY_MS - 1,
  );
}

function everyTenDays(span: Span): number[] {
  return daysOf({ start: span.start, end: span.end - CATCH_UP_MS }).filter(
    (_, day) => day % 10 === 5,
  );
}

async function passTime(
  clock: VirtualClock,
  { end }: Span,
  happenings: readonly Happening[],
  house: () => House,
): Promise<void> {
  const next = happenings.values();
  let happening = next.next().value;
  for (;;) {
    const at = Math.min(house().poller.nextAt, happening?.at ?? Number.POSITIVE_INFINITY);
    if (at >= end) return;
    clock.set(Math.max(at, clock.now()));
    for (; happening && happening.at <= clock.now(); happening = next.next().value)
      await happening.run();
    await house().poller.runDue();
  }
}
