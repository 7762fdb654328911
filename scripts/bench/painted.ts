import { setTimeout as sleep } from "node:timers/promises";
import { connectAsync } from "mqtt";
import { launchChromium, openPlantPage } from "../support/browser.ts";
import { prepareFleet } from "../support/prepare-fleet.ts";
import { startServer } from "../support/server-process.ts";
import { quantile } from "../support/statistics.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import type { Report } from "./report.ts";

const MESSAGES = 200;

/**
 * Runs in the page: notes when a frame with each "as of" of the power figure has been painted [ms since 1970]. A task
 * posted from a frame's callback runs after that frame was painted.
 */
const WATCH_POWER = `
  const figure = document.querySelector('[data-testid="power-now"]');
  globalThis.painted = {};
  new MutationObserver(() => {
    const asOf = figure.getAttribute("data-as-of");
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => (globalThis.painted[asOf] = Date.now());
      port2.postMessage(null);
    });
  }).observe(figure, { attributes: true, attributeFilter: ["data-as-of"] });
`;

/** From publish (QoS 1) to the figure painted on the live page of a real Chromium. */
export async function benchPainted(report: Report): Promise<void> {
  await using folder = await temporaryFolder();
  const fleet = await prepareFleet(folder.path, { plants: 1, devicesPerPlant: 20, user: true });
  await using server = await startServer(folder.path);
  const browser = await launchChromium();
  const page = await browser.newPage();
  const [device] = fleet.devices;
  if (!device) throw new Error("the fleet is empty");
  const client = await connectAsync(`mqtt://127.0.0.1:${server.mqttPort}`, {
    username: device.credentialId,
    password: device.secret,
  });
  const topic = `sm/v1/${fleet.tenantId}/${device.plantId}/telemetry/${device.deviceId}`;
  const publish = (measuredAt: number): Promise<unknown> =>
    client.publishAsync(topic, JSON.stringify({ measuredAt, acPower: measuredAt % 40_000 }), {
      qos: 1,
    });
  await publish(Date.now() - 1_000);
  await openPlantPage(page, server.url, fleet.user, device.plantId);
  await page.locator('[data-testid="power-now"]').waitFor();
  await page.evaluate(WATCH_POWER);
  const sentAt: number[] = [];
  for (let message = 0; message < MESSAGES; message++) {
    const measuredAt = Date.now();
    sentAt.push(measuredAt);
    await publish(measuredAt);
    await sleep(40 + Math.random() * 40); // not in step with the frames
  }
  await sleep(500);
  const painted = await page.evaluate<Record<string, number>>("globalThis.painted");
  const latencies = sentAt.flatMap((at) => (painted[at] === undefined ? [] : [painted[at] - at]));
  report({
    bench: "painted",
    metric: "publish to painted figure, p50",
    value: quantile(latencies, 0.5),
    unit: "ms",
  });
  report({
    bench: "painted",
    metric: "publish to painted figure, p99",
    value: quantile(latencies, 0.99),
    unit: "ms",
  });
  report({
    bench: "painted",
    metric: "share of messages painted",
    value: latencies.length / MESSAGES,
    unit: "1",
  });
  await client.endAsync(true);
  await browser.close();
}
