import { setTimeout as sleep } from "node:timers/promises";
import type { Span } from "@solarmon/core";
import type { PostgresStores } from "@solarmon/postgres";
import { type OwnMosquitto, startMosquitto } from "../../services/mosquitto.ts";
import { addFleet } from "../../support/prepare-fleet.ts";
import type { SharedServices } from "../../support/shared-services.ts";
import { Ledger } from "../ledger.ts";
import type { ChaosReport } from "../report.ts";
import { countStored } from "./count-stored.ts";
import { catchUp, grows } from "./progress.ts";
import { isWhole, settled } from "./settled-count.ts";
import { SteadyLoad } from "./steady-load.ts";
import { Workers } from "./workers.ts";

const ROUNDS = 3;
const WELL_MS = 2_000;
const BROKEN_MS = 3_000;
/** From when Mosquitto listens; what was published before that, or is later, is ours to keep. */
const BACK_MS = 1_000;
const PAUSE_MS = 25;
const SIZE = { plants: 6, devicesPerPlant: 1, intervalMs: 1_000 };

/** What is killed while two bridges share, and whether nothing may be lost by it. */
interface SharedKill {
  readonly way: string;
  readonly begin: (bridges: Workers, mosquitto: OwnMosquitto) => Promise<void>;
  readonly end: (bridges: Workers, mosquitto: OwnMosquitto) => Promise<void>;
  /** Mosquitto comes back without shared subscriptions, and drops what comes before the bridges have made them again. */
  readonly forgetsShares: boolean;
}

const KILLS: readonly SharedKill[] = [
  {
    way: "Mosquitto, shared by two bridges of which one is killed",
    begin: (bridges) => bridges.kill(1),
    end: (bridges) => bridges.restart(1, "ingest"),
    forgetsShares: false,
  },
  {
    way: "Mosquitto, itself killed, shared by two bridges",
    begin: (_, mosquitto) => mosquitto.kill(),
    end: (_, mosquitto) => mosquitto.start(),
    forgetsShares: true,
  },
];

/**
 * Two bridges share the messages of a Mosquitto; one of them is killed under load, again and again, then Mosquitto. The
 * share of a dead bridge waits for it. The workers that store are those of before.
 */
export async function shareBridges(
  services: SharedServices,
  stores: PostgresStores,
  report: ChaosReport,
): Promise<void> {
  for (const kill of KILLS) await shareThrough(kill, services, stores, report);
}

async function shareThrough(
  { way, begin, end, forgetsShares }: SharedKill,
  services: SharedServices,
  stores: PostgresStores,
  report: ChaosReport,
): Promise<void> {
  await using mosquitto = await startMosquitto();
  const MQTT_URL = `mqtt://127.0.0.1:${mosquitto.port}?shared=true`;
  await using bridges = new Workers({ ...services.environment, MQTT_URL });
  const [fleet, ledger] = [await addFleet(stores.catalog, SIZE), new Ledger()];
  await bridges.add("ingest");
  await bridges.add("ingest");
  const load = new SteadyLoad({ port: mosquitto.port, fleet, ledger, pauseMs: PAUSE_MS });
  const mended: Span[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    await sleep(WELL_MS);
    await begin(bridges, mosquitto);
    await sleep(BROKEN_MS);
    const start = load.mark();
    await end(bridges, mosquitto);
    await sleep(BACK_MS);
    mended.push({ start, end: load.mark() });
  }
  await grows(ledger);
  await load[Symbol.asyncDispose]();
  const caughtUpMs = await catchUp(services);
  const { lostAt, ...verdict } = await settled(() => countStored(stores, fleet, ledger));
  const isForgotten = (at: number): boolean =>
    forgetsShares && mended.some(({ start, end: last }) => start <= at && at < last);
  const lostByMosquitto = lostAt.filter(isForgotten).length;
  const ok = isWhole({ ...verdict, lost: verdict.lost - lostByMosquitto });
  report({ chaos: "services", way, ...verdict, lostByMosquitto, caughtUpMs, ok });
}
