import { systemClock } from "@solarmon/core";
import { MemoryCatalog, MemoryQuarantine } from "@solarmon/core/memory";
import { createIntake, type IntakeOptions } from "@solarmon/ingest";
import { createMqttDoor, type MqttDoorLimits } from "@solarmon/ingest/mqtt";
import { connectAsync, type IClientOptions, type MqttClient } from "mqtt";
import { onTestFinished } from "vitest";
import { HeldStream } from "../intake/held-stream.ts";
import { addTestPlant, type TestPlant } from "../support/plant.ts";

/** An open door over a stream that the test holds, with a plant of one tenant and one of another. */
export async function openDoor(
  limits: Partial<MqttDoorLimits> = {},
  intakeLimits: IntakeOptions["limits"] = {},
) {
  const catalog = new MemoryCatalog();
  const quarantine = new MemoryQuarantine();
  const stream = new HeldStream();
  stream.isHeld = false;
  const clock = systemClock;
  const intake = createIntake({ stream, catalog, quarantine, clock, limits: intakeLimits });
  const options = { intake, catalog, clock, host: "127.0.0.1", port: 0, limits };
  const door = await createMqttDoor(options);
  const north = await addTestPlant(catalog, "north");
  const south = await addTestPlant(catalog, "south");
  onTestFinished(async () => {
    stream.release();
    await door.close();
    await intake[Symbol.asyncDispose]();
  });
  const url = `mqtt://127.0.0.1:${door.port}`;
  return { catalog, quarantine, stream, intake, door, north, south, url };
}

/** A real client, logged in as the first device of the plant. */
export async function connectDevice(
  url: string,
  plant: TestPlant,
  options: IClientOptions = {},
): Promise<MqttClient> {
  const client = await connectAsync(url, {
    username: plant.credential.id,
    password: plant.secret,
    reconnectPeriod: 0,
    ...options,
  });
  client.on("error", () => undefined); // the door may close it
  onTestFinished(() => void client.end(true));
  return client;
}

/** Topic of the plant's first device. */
export function telemetryTopic({ scope, plant, devices }: TestPlant): string {
  return `sm/v1/${scope.tenantId}/${plant.id}/telemetry/${devices[0].id}`;
}

/** Where the plant's first device hears commands. */
export function commandTopic({ scope, plant, devices }: TestPlant): string {
  return `sm/v1/${scope.tenantId}/${plant.id}/command/${devices[0].id}`;
}

/** CONNECT of the plant's first device, as bytes. @param keepAliveS - less than 256 */
export function connectPacket({ credential, secret }: TestPlant, keepAliveS: number): Buffer {
  const body = Buffer.concat([
    text("MQTT"),
    Buffer.from([4, 0xc2, 0, keepAliveS]),
    text("raw"),
    text(credential.id),
    text(secret),
  ]);
  return Buffer.concat([Buffer.from([0x10, body.length]), body]);
}

function text(value: string): Buffer {
  return Buffer.concat([Buffer.from([0, value.length]), Buffer.from(value)]);
}

/** Resolves once the client's connection has ended. */
export async function closed(client: MqttClient): Promise<void> {
  await new Promise<void>((resolve) => client.once("close", () => resolve()));
}
