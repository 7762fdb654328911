import { setTimeout as sleep } from "node:timers/promises";
import { MemoryCatalog } from "@solarmon/core/memory";
import { startMosquitto } from "../../services/mosquitto.ts";
import { addFleet } from "../../support/prepare-fleet.ts";
import { Ledger } from "../ledger.ts";
import type { ChaosReport } from "../report.ts";
import { BareSubscriber } from "./bare-subscriber.ts";
import { SteadyLoad } from "./steady-load.ts";

const KILLS = 3;
/** Longer than Mosquitto takes to save a subscription. */
const WELL_MS = 2_500;
const BROKEN_MS = 500;
/** What Mosquitto has yet to hand on. */
const LAST_MS = 3_000;
const PAUSE_MS = 25;
const SIZE = { plants: 6, devicesPerPlant: 1, intervalMs: 1_000 };
const TOPICS = "sm/v1/#";

interface Setting {
  /** Lines of `mosquitto.conf`; default: those of the guide. */
  readonly lines?: readonly string[];
  readonly isShared?: boolean;
  /** Whether the subscriber is gone when Mosquitto is killed, so that all waits there. */
  readonly isAway?: boolean;
}

const EACH_CHANGE = ["persistence true", "autosave_on_changes true", "autosave_interval 1"];
const ROOMY = "max_queued_messages 1000000";

const SETTINGS: Readonly<Record<string, Setting>> = {
  "as in the guide": {},
  "as in the guide, shared": { isShared: true },
  "as in the guide, subscriber away": { isAway: true },
  "saved at each change": { lines: [...EACH_CHANGE, ROOMY] },
  "saved at each change, subscriber away": { lines: [...EACH_CHANGE, ROOMY], isAway: true },
  "persistence true alone, subscriber away": { lines: ["persistence true"], isAway: true },
};

/** What a Mosquitto that is killed again and again loses by itself, by setting: nothing of Solarmon's takes part. */
export async function compareBrokerSettings(report: ChaosReport): Promise<void> {
  for (const [settings, setting] of Object.entries(SETTINGS)) {
    const figures = await measure(setting);
    report({ chaos: "services", way: "Mosquitto alone", settings, kills: KILLS, ...figures });
  }
}

async function measure({ lines, isShared = false, isAway = false }: Setting): Promise<{
  readonly acknowledged: number;
  readonly lost: number;
}> {
  await using mosquitto = await startMosquitto(lines);
  const fleet = await addFleet(new MemoryCatalog(), SIZE);
  const filter = isShared ? `$share/bare/${TOPICS}` : TOPICS;
  await using subscriber = await BareSubscriber.start(mosquitto.port, "bare", filter);
  const ledger = new Ledger();
  const load = new SteadyLoad({ port: mosquitto.port, fleet, ledger, pauseMs: PAUSE_MS });
  for (let kill = 0; kill < KILLS; kill++) {
    await sleep(WELL_MS);
    if (isAway) await subscriber.leave();
    if (isAway) await sleep(WELL_MS);
    await mosquitto.kill();
    await sleep(BROKEN_MS);
    await mosquitto.start();
    if (isAway) subscriber.comeBack();
  }
  await sleep(WELL_MS);
  await load[Symbol.asyncDispose]();
  await sleep(LAST_MS);
  return { acknowledged: ledger.count, lost: subscriber.lostOf(ledger) };
}
