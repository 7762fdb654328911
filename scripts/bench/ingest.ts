import { setTimeout as sleep } from "node:timers/promises";
import { drained, lagSeconds } from "../support/drained.ts";
import { type PreparedFleet, prepareFleet } from "../support/prepare-fleet.ts";
import { startServer } from "../support/server-process.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { countStored } from "./count-stored.ts";
import { startMosquitto } from "./mosquitto-peer.ts";
import { type LoadCredential, type MqttLoadResult, spawnMqttLoad } from "./mqtt-load.ts";
import type { Report } from "./report.ts";

interface Case {
  readonly name: string;
  readonly window: number;
  readonly readingsPerMessage: number;
  readonly devicesPerConnection: number;
}

const CONNECTIONS = 100;
const PLANTS = 5;
const POINTS = 12;
const SECONDS = 15;

const CASES: readonly Case[] = [
  { name: "20 in flight", window: 20, readingsPerMessage: 1, devicesPerConnection: 1 },
  { name: "1 in flight", window: 1, readingsPerMessage: 1, devicesPerConnection: 1 },
  { name: "gateway batches of 20", window: 20, readingsPerMessage: 20, devicesPerConnection: 20 },
];

/** One credential a connection: a device's, or a gateway's for its 20 devices. */
function credentialsOf(fleet: PreparedFleet, { devicesPerConnection }: Case): LoadCredential[] {
  const groups = Array.from({ length: fleet.devices.length / devicesPerConnection }, (_, index) =>
    fleet.devices.slice(index * devicesPerConnection, (index + 1) * devicesPerConnection),
  );
  return groups.flatMap((devices) => {
    const [first] = devices;
    if (!first) return [];
    const { credentialId: id, secret, plantId } = first;
    return {
      id,
      secret,
      plantId,
      tenantId: fleet.tenantId,
      deviceIds: devices.map((device) => device.deviceId),
    };
  });
}

function load(
  port: number,
  credentials: readonly LoadCredential[],
  { window, readingsPerMessage }: Case,
  seconds: number,
): Promise<MqttLoadResult> {
  return spawnMqttLoad({
    host: "127.0.0.1",
    port,
    connections: CONNECTIONS,
    window,
    seconds,
    readingsPerMessage,
    points: POINTS,
    credentials,
  });
}

/** What a broker that neither looks inside, stores nor syncs does with the same packets. */
async function loadPeer(
  credentials: readonly LoadCredential[],
  theCase: Case,
): Promise<number | undefined> {
  await using peer = await startMosquitto();
  if (!peer) return undefined;
  return (await load(peer.port, credentials, theCase, 5)).messagesPerSecond;
}

/** Greatest lag of the processor while `work` is under way [s]. */
async function greatestLag(url: string, work: Promise<unknown>): Promise<number> {
  let greatest = 0;
  const over = new AbortController();
  void work.finally(() => over.abort()).catch(() => undefined);
  while (!over.signal.aborted) {
    greatest = Math.max(greatest, await lagSeconds(url));
    await sleep(250);
  }
  return greatest;
}

async function benchCase(theCase: Case, report: Report): Promise<void> {
  await using folder = await temporaryFolder();
  const fleet = await prepareFleet(folder.path, {
    plants: PLANTS,
    devicesPerPlant: (CONNECTIONS * theCase.devicesPerConnection) / PLANTS,
    gateways: theCase.devicesPerConnection > 1,
    intervalMs: 1_000,
  });
  const credentials = credentialsOf(fleet, theCase);
  const server = await startServer(folder.path);
  const loading = load(server.mqttPort, credentials, theCase, SECONDS);
  const lagS = await greatestLag(server.url, loading);
  const result = await loading;
  const endedAt = performance.now();
  await drained(server.url);
  const catchUpMs = performance.now() - endedAt;
  await server[Symbol.asyncDispose]();
  const peer = await loadPeer(credentials, theCase);
  const say = (metric: string, value: number, unit: string, beside: object = {}): void =>
    report({ bench: "ingest", metric: `${theCase.name}: ${metric}`, value, unit, ...beside });
  say(
    "messages, fsynced before the ack",
    result.messagesPerSecond,
    "messages/s",
    peer === undefined
      ? {}
      : { peer: "Mosquitto, nothing stored", ratio: result.messagesPerSecond / peer },
  );
  say("readings", result.readingsPerSecond, "readings/s");
  say("ack, p50", result.ackP50Ms, "ms");
  say("ack, p99", result.ackP99Ms, "ms");
  say("generator's share of a core", result.generatorCpu, "1");
  say("processor behind, at most", lagS, "s");
  say("caught up after the load", catchUpMs, "ms");
  say(
    "acknowledged less stored",
    result.totalMessages * theCase.readingsPerMessage - (await countStored(folder.path, fleet)),
    "readings",
  );
}

/** MQTT QoS 1 through the whole server, generator on the same machine: `solarmon up` stores and rolls up as it goes. */
export async function benchIngest(report: Report): Promise<void> {
  for (const theCase of CASES) await benchCase(theCase, report);
}
