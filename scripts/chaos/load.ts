import { setTimeout as sleep } from "node:timers/promises";
import { connectAsync, type MqttClient } from "mqtt";
import type { PreparedDevice, PreparedFleet } from "../support/prepare-fleet.ts";
import type { Ledger } from "./ledger.ts";

const IN_FLIGHT = 20;

/** Gives each message a time of its own, so that each is a reading of its own. */
export interface Ticker {
  next(): number;
}

export function createTicker(startAt: number): Ticker {
  let at = startAt;
  return { next: () => at++ };
}

export interface Load extends AsyncDisposable {
  /** Resolves when every connection is gone. */
  readonly ended: Promise<void>;
}

function message(measuredAt: number, powerW: number): string {
  return JSON.stringify({
    measuredAt,
    acPower: powerW,
    acEnergyTotal: measuredAt % 1_000_000_000,
    frequency: 50,
  });
}

async function publishForever(
  client: MqttClient,
  topic: string,
  device: PreparedDevice,
  ticker: Ticker,
  ledger: Ledger,
  pauseMs: number,
): Promise<void> {
  while (client.connected) {
    const measuredAt = ticker.next();
    const powerW = measuredAt % 40_000;
    await client.publishAsync(topic, message(measuredAt, powerW), { qos: 1 });
    ledger.acknowledge(device.deviceId, measuredAt, powerW);
    if (pauseMs > 0) await sleep(pauseMs);
  }
}

async function runDevice(
  port: number,
  fleet: PreparedFleet,
  device: PreparedDevice,
  ticker: Ticker,
  ledger: Ledger,
  pauseMs: number,
  clients: MqttClient[],
): Promise<void> {
  const options = {
    username: device.credentialId,
    password: device.secret,
    reconnectPeriod: 0,
  };
  // `false`: a server that is killed during the handshake fails the connection, which would wait for ever otherwise.
  const client = await connectAsync(`mqtt://127.0.0.1:${port}`, options, false);
  clients.push(client);
  client.on("error", () => {}); // the fault under test
  const topic = `sm/v1/${fleet.tenantId}/${device.plantId}/telemetry/${device.deviceId}`;
  const lanes = Array.from({ length: IN_FLIGHT }, () =>
    publishForever(client, topic, device, ticker, ledger, pauseMs),
  );
  const gone = new Promise<void>((resolve) => client.once("close", resolve));
  await Promise.race([Promise.allSettled(lanes), gone]);
}

/**
 * Publishes with QoS 1 from a real client per device, until the server or the load ends; the ledger has each PUBACK.
 *
 * @param pauseMs - of each of a device's 20 lanes after a PUBACK [ms]; 0: as fast as they come
 */
export function startLoad(
  port: number,
  fleet: PreparedFleet,
  ticker: Ticker,
  ledger: Ledger,
  pauseMs = 0,
): Load {
  const clients: MqttClient[] = [];
  const runs = fleet.devices.map((device) =>
    runDevice(port, fleet, device, ticker, ledger, pauseMs, clients),
  );
  const ended = Promise.allSettled(runs).then(() => undefined);
  return {
    ended,
    async [Symbol.asyncDispose]() {
      await Promise.allSettled(clients.map((client) => client.endAsync(true)));
      await ended;
    },
  };
}
