import { setTimeout as sleep } from "node:timers/promises";
import type { PostgresStores } from "@solarmon/postgres";
import { startMosquitto } from "../../services/mosquitto.ts";
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
const PAUSE_MS = 25;
const SIZE = { plants: 6, devicesPerPlant: 1, intervalMs: 1_000 };

/**
 * Two bridges share the messages of a Mosquitto, and one of them is killed under load, again and again. Its share waits
 * for it at Mosquitto; the workers that store are those of before.
 */
export async function shareBridges(
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
  for (let round = 0; round < ROUNDS; round++) {
    await sleep(WELL_MS);
    await bridges.kill(1);
    await sleep(BROKEN_MS);
    await bridges.restart(1, "ingest");
  }
  await grows(ledger);
  await load[Symbol.asyncDispose]();
  const caughtUpMs = await catchUp(services);
  const { lostAt: _, ...verdict } = await settled(() => countStored(stores, fleet, ledger));
  const way = "Mosquitto, shared by two bridges of which one is killed";
  report({ chaos: "services", way, ...verdict, caughtUpMs, ok: isWhole(verdict) });
}
