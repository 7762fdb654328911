import { setTimeout as sleep } from "node:timers/promises";
import type { PostgresStores } from "@solarmon/postgres";
import { startMosquitto } from "../services/mosquitto.ts";
import { addFleet, type PreparedFleet } from "../support/prepare-fleet.ts";
import { startSharedServices } from "../support/shared-services.ts";
import { Ledger } from "./ledger.ts";
import type { ChaosReport } from "./report.ts";
import { BareSubscriber } from "./services/bare-subscriber.ts";
import { compareBrokerSettings } from "./services/broker-settings.ts";
import { countStored, openDatabase } from "./services/count-stored.ts";
import { FaultMarks } from "./services/fault-marks.ts";
import { type Fault, listFaults } from "./services/faults.ts";
import { catchUp, grows, storesFrom } from "./services/progress.ts";
import { isWhole, settled } from "./services/settled-count.ts";
import { shareBridges } from "./services/share-bridges.ts";
import { SteadyLoad } from "./services/steady-load.ts";
import { Workers } from "./services/workers.ts";

const MOSQUITTO = "Mosquitto";
/** Messages that are under way when a fault begins, at most. */
const UNDER_WAY = 120;
const PARTITIONS = 12;
const WORKERS = 3;
/**
 * Mosquitto takes without end, however far who reads is behind. Nearly 5,000 messages/s at most: what comes while Kafka
 * starts again is what a bridge can hold.
 */
const PAUSE_MS = 25;
const WELL_MS = 2_000;
const BROKEN_MS = 3_000;

/**
 * Breaks every service, every way to one, the bridge, and two of three workers, one after another under load through
 * our own MQTT door and through Mosquitto; then counts. Beside the bridge stand two subscribers with nothing of ours:
 * what they miss is what Mosquitto loses by itself in the same kills.
 */
export async function breakServices(report: ChaosReport): Promise<void> {
  await using services = await startSharedServices({ partitions: PARTITIONS });
  await using mosquitto = await startMosquitto();
  const { environment, database } = services;
  await using stores = await openDatabase(database);
  const size = { plants: 6, devicesPerPlant: 1, intervalMs: 1_000 };
  const ours = await addFleet(stores.catalog, size);
  const bridged = await addFleet(stores.catalog, size);
  const MQTT_URL = `mqtt://127.0.0.1:${mosquitto.port}?shared=false`;
  await using doors = new Workers(environment);
  await using bridges = new Workers({ ...environment, MQTT_URL });
  await using workers = new Workers(environment);
  const door = await doors.add("ingest");
  await bridges.add("ingest");
  for (let worker = 0; worker < WORKERS; worker++) await workers.add("process");
  await using alone = await BareSubscriber.start(mosquitto.port, "bare", "sm/v1/#");
  await using sharing = await BareSubscriber.start(mosquitto.port, "shared", "$share/bare/sm/v1/#");
  const sent = new Ledger();
  const loads = [
    { fleet: ours, way: "own door", ledger: new Ledger(), port: door.mqttPort, pauseMs: 0 },
    { fleet: bridged, way: MOSQUITTO, ledger: sent, port: mosquitto.port, pauseMs: PAUSE_MS },
  ].map((load) => ({ ...load, running: new SteadyLoad(load) }));
  const marks = new FaultMarks();
  for (const fault of listFaults(services, mosquitto, { bridges, workers }))
    await breakOnce(fault, loads, { report, marks, stores });
  await Promise.all(loads.map(({ running }) => running[Symbol.asyncDispose]()));
  const caughtUpMs = await catchUp(services);
  for (const [index, { fleet, ledger, way }] of loads.entries()) {
    const { lostAt, ...verdict } = await settled(() => countStored(stores, fleet, ledger));
    // had by one who reads as the bridge does: ours to keep
    const lostByUs = lostAt.filter((at) => way !== MOSQUITTO || alone.has(at)).length;
    report({ chaos: "services", way, ...verdict, lostByUs, caughtUpMs, ok: isWhole(verdict) });
    for (const [fault, lost] of marks.lostAfter(lostAt, index))
      report({ chaos: "services", way, lostAfter: fault, lost });
  }
  for (const [kind, bare] of Object.entries({ "of its own": alone, shared: sharing })) {
    const way = `Mosquitto alone, subscription ${kind}`;
    report({ chaos: "services", way, acknowledged: sent.count, lost: bare.lostOf(sent) });
  }
  await shareBridges(services, stores, report);
  await compareBrokerSettings(report);
}

interface RunningLoad {
  readonly fleet: PreparedFleet;
  readonly way: string;
  readonly ledger: Ledger;
  readonly running: SteadyLoad;
}

interface Watch {
  readonly report: ChaosReport;
  readonly marks: FaultMarks;
  readonly stores: PostgresStores;
}

/** Resolves once what came after the fault is stored: the next one finds all well. */
async function breakOnce(
  { name, begin, end }: Fault,
  loads: readonly RunningLoad[],
  { report, marks, stores }: Watch,
): Promise<void> {
  await sleep(WELL_MS);
  const begunAt = loads.map(({ running }) => running.mark() - UNDER_WAY);
  marks.note(name, begunAt);
  const before = loads.map(({ ledger }) => ledger.count);
  await begin();
  await sleep(BROKEN_MS);
  const meanwhile = loads.map(({ ledger }, index) => ledger.count - (before[index] ?? 0));
  await end();
  const mendedAt = performance.now();
  await Promise.all(loads.map(({ ledger }) => grows(ledger)));
  const takesAgainAfterMs = Math.round(performance.now() - mendedAt);
  await Promise.all(loads.map(({ fleet, running }) => storesFrom(stores, fleet, running.mark())));
  report({
    chaos: "services",
    fault: name,
    acknowledgedMeanwhile: meanwhile[0],
    throughMosquittoMeanwhile: meanwhile[1],
    takesAgainAfterMs,
    storesAgainAfterMs: Math.round(performance.now() - mendedAt),
  });
}
