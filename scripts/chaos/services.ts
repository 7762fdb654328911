import { setTimeout as sleep } from "node:timers/promises";
import { openKafkaStream } from "@solarmon/kafka";
import { startMosquitto } from "../services/mosquitto.ts";
import { addFleet, type PreparedFleet } from "../support/prepare-fleet.ts";
import { type SharedServices, startSharedServices } from "../support/shared-services.ts";
import { Ledger } from "./ledger.ts";
import type { ChaosReport } from "./report.ts";
import { countStored, type Counted, openDatabase } from "./services/count-stored.ts";
import { type Fault, listFaults } from "./services/faults.ts";
import { SteadyLoad } from "./services/steady-load.ts";
import { Workers } from "./services/workers.ts";
import type { Verdict } from "./verify.ts";

const MOSQUITTO = "Mosquitto";
const KILLS_BROKER: ReadonlySet<string> = new Set(["kill mosquitto", "kill all four"]);
/** Messages that Mosquitto has acknowledged and the bridge has not, at most. */
const IN_BROKER = 1_000;
const PARTITIONS = 12;
const WORKERS = 3;
const WELL_MS = 2_000;
const BROKEN_MS = 3_000;
const CATCH_UP_MS = 300_000;
/** What Mosquitto has yet to hand on. */
const LAST_MS = 20_000;

/**
 * Breaks every service, every way to one, and two of three workers, one after another under load through our own MQTT
 * door and through Mosquitto; then counts.
 */
export async function breakServices(report: ChaosReport): Promise<void> {
  await using services = await startSharedServices({ partitions: PARTITIONS });
  await using mosquitto = await startMosquitto();
  const { environment, database } = services;
  await using stores = await openDatabase(database);
  const size = { plants: 6, devicesPerPlant: 1, intervalMs: 1_000 };
  const ours = await addFleet(stores.catalog, size);
  const bridged = await addFleet(stores.catalog, size);
  await using doors = new Workers(environment);
  await using bridges = new Workers({
    ...environment,
    MQTT_URL: `mqtt://127.0.0.1:${mosquitto.port}`,
  });
  await using workers = new Workers(environment);
  const door = await doors.add("ingest");
  await bridges.add("ingest");
  for (let worker = 0; worker < WORKERS; worker++) await workers.add("process");
  const loads = [
    { fleet: ours, way: "own door", ledger: new Ledger(), port: door.mqttPort },
    { fleet: bridged, way: MOSQUITTO, ledger: new Ledger(), port: mosquitto.port },
  ].map((load) => ({ ...load, running: new SteadyLoad(load) }));
  const marks: Mark[] = [];
  for (const fault of listFaults(services, mosquitto, workers)) {
    const early = KILLS_BROKER.has(fault.name) ? IN_BROKER : 0;
    await breakOnce(fault, loads, report, (begunAt) =>
      marks.push({ fault: fault.name, begunAt: begunAt.map((at) => at - early) }),
    );
  }
  await Promise.all(loads.map(({ running }) => running[Symbol.asyncDispose]()));
  const caughtUpMs = await catchUp(services);
  for (const { fleet, ledger, way } of loads) {
    const { lostAt, ...verdict } = await settled(() => countStored(stores, fleet, ledger));
    const index = loads.findIndex((load) => load.way === way);
    const around = lostAround(lostAt, marks, index);
    const ofBroker = way === MOSQUITTO ? lostByBroker(around) : 0;
    const ok = isWhole({ ...verdict, lost: verdict.lost - ofBroker });
    report({ chaos: "services", way, ...verdict, lostByBroker: ofBroker, caughtUpMs, ok });
    for (const [fault, lost] of around) report({ chaos: "services", way, lostAfter: fault, lost });
  }
}

/** Resolves once all that is in Kafka was committed by the workers: how long that took [ms]. @throws when it takes too long */
async function catchUp({ kafka }: SharedServices): Promise<number> {
  await using stream = await openKafkaStream({ brokers: kafka.brokers.split(",") });
  const startedAt = performance.now();
  for (;;) {
    const backlog = await stream.backlog("processor");
    const passedMs = Math.round(performance.now() - startedAt);
    if (backlog === 0) return passedMs;
    if (passedMs > CATCH_UP_MS) throw new Error(`${backlog} records are left after ${passedMs} ms`);
    await sleep(500);
  }
}

/** When a fault began, in the measured times of each load. */
interface Mark {
  readonly fault: string;
  readonly begunAt: readonly number[];
}

/** How many were lost from the beginning of each fault to that of the next. */
function lostAround(
  lostAt: readonly number[],
  marks: readonly Mark[],
  load: number,
): ReadonlyMap<string, number> {
  const around = new Map<string, number>();
  for (const at of lostAt) {
    const mark = marks.findLast(({ begunAt }) => (begunAt[load] ?? 0) <= at);
    const fault = mark?.fault ?? "before any";
    around.set(fault, (around.get(fault) ?? 0) + 1);
  }
  return around;
}

/**
 * What Mosquitto acknowledged and, killed, did not have any more: messages since its last save, and those that came
 * before the bridge had subscribed again (2.0.11 forgets shared subscriptions when it starts).
 */
function lostByBroker(around: ReadonlyMap<string, number>): number {
  let lost = 0;
  for (const fault of KILLS_BROKER) lost += around.get(fault) ?? 0;
  return lost;
}

interface RunningLoad {
  readonly fleet: PreparedFleet;
  readonly way: string;
  readonly ledger: Ledger;
  readonly running: SteadyLoad;
}

async function breakOnce(
  { name, begin, end }: Fault,
  loads: readonly RunningLoad[],
  report: ChaosReport,
  mark: (begunAt: readonly number[]) => void,
): Promise<void> {
  await sleep(WELL_MS);
  mark(loads.map(({ running }) => running.mark()));
  const before = loads.map(({ ledger }) => ledger.count);
  await begin();
  await sleep(BROKEN_MS);
  const meanwhile = loads.map(({ ledger }, index) => ledger.count - (before[index] ?? 0));
  await end();
  const mendedAt = performance.now();
  await Promise.all(loads.map(({ ledger }) => grows(ledger)));
  report({
    chaos: "services",
    fault: name,
    acknowledgedMeanwhile: meanwhile[0],
    throughMosquittoMeanwhile: meanwhile[1],
    takesAgainAfterMs: Math.round(performance.now() - mendedAt),
  });
}

/** @throws when nothing is acknowledged any more */
async function grows(ledger: Ledger): Promise<void> {
  const before = ledger.count;
  const deadlineAt = performance.now() + CATCH_UP_MS;
  while (ledger.count === before) {
    if (performance.now() > deadlineAt) throw new Error("nothing is acknowledged any more");
    await sleep(20);
  }
}

/** The count once it is whole, or the last one when it does not become so in time. */
async function settled(count: () => Promise<Counted>): Promise<Counted> {
  const deadlineAt = performance.now() + LAST_MS;
  for (;;) {
    const verdict = await count();
    if (isWhole(verdict) || performance.now() > deadlineAt) return verdict;
    await sleep(500);
  }
}

function isWhole({ lost, duplicated, rollupDifference }: Verdict): boolean {
  return lost === 0 && duplicated === 0 && rollupDifference === 0;
}
