import { setTimeout as sleep } from "node:timers/promises";
import { connectAsync, type MqttClient } from "mqtt";
import { logIn, subscribePlant } from "../support/api-client.ts";
import { type PreparedFleet, prepareFleet } from "../support/prepare-fleet.ts";
import { startServer } from "../support/server-process.ts";
import { quantile } from "../support/statistics.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import type { Report } from "./report.ts";

const PER_SECOND = 1_000;
const SECONDS = 10;
const WARM_UP_SECONDS = 3;
const TICK_MS = 5;

/** Sent times by `device:measuredAt` [ms, monotonic]. */
type Sent = Map<string, number>;

async function connectFleet(
  port: number,
  fleet: PreparedFleet,
): Promise<{ client: MqttClient; topic: string; deviceId: string }[]> {
  return Promise.all(
    fleet.devices.map(async ({ credentialId, secret, plantId, deviceId }) => ({
      client: await connectAsync(`mqtt://127.0.0.1:${port}`, {
        username: credentialId,
        password: secret,
      }),
      topic: `sm/v1/${fleet.tenantId}/${plantId}/telemetry/${deviceId}`,
      deviceId,
    })),
  );
}

/** Publishes evenly at the asked rate, device after device. */
async function publish(
  devices: Awaited<ReturnType<typeof connectFleet>>,
  seconds: number,
  sent: Sent,
): Promise<void> {
  const start = performance.now();
  for (let published = 0; published < PER_SECOND * seconds;) {
    const due = Math.floor(((performance.now() - start) / 1_000) * PER_SECOND);
    for (; published < due; published++) {
      const device = devices[published % devices.length];
      if (!device) return;
      const measuredAt = Date.now();
      sent.set(`${device.deviceId}:${measuredAt}`, performance.now());
      device.client.publish(
        device.topic,
        JSON.stringify({ measuredAt, acPower: published % 40_000, frequency: 50 }),
        { qos: 1 },
      );
    }
    await sleep(TICK_MS);
  }
}

/** From publish (QoS 1) over fsync, store and roll-up to a GraphQL subscriber on a WebSocket. */
export async function benchLive(report: Report): Promise<void> {
  await using folder = await temporaryFolder();
  const fleet = await prepareFleet(folder.path, { plants: 10, devicesPerPlant: 10, user: true });
  await using server = await startServer(folder.path);
  const token = await logIn(server.url, fleet);
  const sent: Sent = new Map();
  const latencies: number[] = [];
  const subscriptions = await Promise.all(
    fleet.plantIds.map((plantId) =>
      subscribePlant(server.url, token, plantId, ({ devices }) => {
        for (const { deviceId, measuredAt } of devices) {
          const sentAt = sent.get(`${deviceId}:${Date.parse(measuredAt)}`);
          if (sentAt !== undefined) latencies.push(performance.now() - sentAt);
        }
      }),
    ),
  );
  const devices = await connectFleet(server.mqttPort, fleet);
  await publish(devices, WARM_UP_SECONDS, sent);
  latencies.length = 0;
  sent.clear();
  await publish(devices, SECONDS, sent);
  await sleep(500);
  for (const [name, share] of [
    ["p50", 0.5],
    ["p99", 0.99],
  ] as const)
    report({
      bench: "live",
      metric: `publish to WebSocket client at ${PER_SECOND} messages/s, ${name}`,
      value: quantile(latencies, share),
      unit: "ms",
    });
  report({
    bench: "live",
    metric: "share of messages seen one by one",
    value: latencies.length / sent.size,
    unit: "1",
  });
  await Promise.all(devices.map(({ client }) => client.endAsync(true)));
  for (const end of subscriptions) end();
}
