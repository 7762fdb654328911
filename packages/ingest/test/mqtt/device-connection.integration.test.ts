import { connect, createServer, type Socket } from "node:net";
import { systemClock } from "@solarmon/core";
import { MemoryCatalog, MemoryQuarantine } from "@solarmon/core/memory";
import { createIntake } from "@solarmon/ingest";
import { DEFAULT_DOOR_LIMITS } from "@solarmon/ingest/mqtt";
import { expect, onTestFinished, test, vi } from "vitest";
import { DeviceConnection } from "../../src/mqtt/device-connection.ts";
import { DeviceSession } from "../../src/mqtt/device-session.ts";
import { HeldStream } from "../intake/held-stream.ts";
import { addTestPlant } from "../support/plant.ts";
import { connectPacket } from "./door.ts";

const PINGS = Buffer.from("c000".repeat(500_000), "hex");

async function socketPair(): Promise<{ client: Socket; socket: Socket }> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const accepted = new Promise<Socket>((resolve) => server.once("connection", resolve));
  const client = connect(typeof address === "object" && address ? address.port : 0);
  const socket = await accepted;
  onTestFinished(() => {
    client.destroy();
    socket.destroy();
    server.close();
  });
  return { client, socket };
}

test("a broker that does not keep up stops the reading; once it does, nothing is missing", async () => {
  const catalog = new MemoryCatalog();
  const plant = await addTestPlant(catalog, "north");
  const clock = systemClock;
  const stream = new HeldStream();
  const intake = createIntake({ stream, catalog, quarantine: new MemoryQuarantine(), clock });
  const { client, socket } = await socketPair();
  const connection = new DeviceConnection({
    socket,
    intake,
    limits: DEFAULT_DOOR_LIMITS,
    closed: () => undefined,
    failed: () => undefined,
  });
  const { channel } = connection;
  const login = connectPacket(plant, 0);
  client.write(Buffer.concat([login, PINGS]));
  await vi.waitFor(() => expect(channel.readableLength).toBe(login.length));
  connection.start(new DeviceSession(plant.credential, intake, () => clock.now()));
  await vi.waitFor(() => expect(socket.isPaused()).toBe(true));
  expect(channel.readableLength).toBeLessThan(2 * channel.readableHighWaterMark);
  let seen = 0;
  channel.on("data", (bytes: Buffer) => (seen += bytes.length));
  await vi.waitFor(() => expect(seen).toBe(login.length + PINGS.length), 10_000);
});
