import { afterEach, expect, test } from "vitest";
import type { RunningServer } from "../src/index.ts";
import { createHouse, NOW, type House } from "./support/house.ts";
import { connect, nextFrame, subscribeLive } from "./support/live-client.ts";

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

async function start(): Promise<{ house: House; server: RunningServer }> {
  const house = await createHouse();
  const server = await house.api.listen({ host: "127.0.0.1", port: 0 });
  open.push(server, { close: async () => house[Symbol.asyncDispose]() });
  return { house, server };
}

test("a subscriber gets a snapshot, then each change with a cursor", async () => {
  const { house, server } = await start();
  const { plant, deviceKey } = house.ours;
  const client = connect(server.url, await house.token(house.ours));
  const frames = subscribeLive(client, plant.id);
  const snapshot = await nextFrame(frames);
  expect(snapshot).toMatchObject({ plantId: plant.id, power: null, snapshot: true, devices: [] });
  await house.push({ measuredAt: NOW - 1_000, acPower: 4_200 }, deviceKey);
  const change = await nextFrame(frames);
  expect(change).toMatchObject({ power: 4_200, snapshot: false });
  expect(change.devices[0]?.values).toEqual([{ point: "acPower", value: 4_200 }]);
  expect(change.cursor).not.toBe(snapshot.cursor);
  await client.dispose();
});
