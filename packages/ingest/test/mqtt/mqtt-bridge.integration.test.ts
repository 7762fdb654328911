import { newId, systemClock, unpackValues } from "@solarmon/core";
import { MemoryCatalog, MemoryQuarantine } from "@solarmon/core/memory";
import { createIntake } from "@solarmon/ingest";
import { createMqttBridge, type MqttBridgeOptions } from "@solarmon/ingest/mqtt";
import { connectAsync } from "mqtt";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { HeldStream } from "../intake/held-stream.ts";
import { addTestPlant } from "../support/plant.ts";
import { telemetryTopic } from "./door.ts";
import { Mosquitto, mosquittoPath } from "./mosquitto.ts";

async function setUp(rest: Partial<MqttBridgeOptions> = {}) {
  const broker = await Mosquitto.start();
  onTestFinished(() => broker[Symbol.asyncDispose]());
  const catalog = new MemoryCatalog();
  const quarantine = new MemoryQuarantine();
  const stream = new HeldStream();
  stream.isHeld = false;
  const clock = systemClock;
  const intake = createIntake({ stream, catalog, quarantine, clock });
  const plant = await addTestPlant(catalog, "north");
  const open = async (clientId = "bridge", more: Partial<MqttBridgeOptions> = {}) => {
    const options = { intake, catalog, clock, url: broker.url, clientId, ...rest, ...more };
    const bridge = await createMqttBridge(options);
    onTestFinished(() => bridge.close());
    return bridge;
  };
  const device = await connectAsync(broker.url, { reconnectPeriod: 50 });
  onTestFinished(() => void device.end(true));
  const readings = () =>
    stream.envelopes.flatMap((envelope) =>
      envelope.readings.map(({ packed }) => unpackValues(packed)["acPower"]),
    );
  const publish = (acPower: number, topic = telemetryTopic(plant), retain = false) =>
    device.publishAsync(topic, JSON.stringify({ measuredAt: Date.now() - acPower, acPower }), {
      qos: 1,
      retain,
    });
  return { broker, catalog, quarantine, stream, intake, plant, open, device, publish, readings };
}

const reason = mosquittoPath ? "" : " (skipped: mosquitto is not installed)";

describe.skipIf(!mosquittoPath)(`with a real mosquitto${reason}`, () => {
  test("readings arrive, whichever the protocol version", async () => {
    const { open, publish, readings, stream, plant } = await setUp({
      client: { protocolVersion: 4 },
    });
    await open();
    await publish(1);
    await vi.waitFor(() => expect(readings()).toEqual([1]));
    expect(stream.envelopes[0]).toMatchObject({
      tenantId: plant.scope.tenantId,
      plantId: plant.plant.id,
      source: { name: "mqtt-bridge" },
    });
  });

  test("what was not durable when the bridge went away comes again", async () => {
    const { open, publish, readings, stream } = await setUp();
    stream.isHeld = true;
    const bridge = await open();
    for (let n = 1; n <= 30; n++) await publish(n);
    await vi.waitFor(() => expect(bridge.inFlight).toBe(30));
    await bridge.close();
    expect(readings()).toEqual([]);
    stream.isFull = true; // what is under way is lost, as in a crash
    stream.release();
    const again = await open();
    stream.isFull = false;
    await vi.waitFor(() => expect(new Set(readings()).size).toBe(30), 5_000);
    await vi.waitFor(() => expect(again.inFlight).toBe(0));
  });

  test("it comes back by itself after the broker was away", async () => {
    const { open, publish, readings, broker } = await setUp();
    const bridge = await open();
    await broker.stop();
    await vi.waitFor(() => expect(bridge.isConnected).toBe(false), 5_000);
    await broker.run();
    await vi.waitFor(async () => {
      await publish(7);
      expect(readings()).toContain(7);
    }, 10_000);
  });

  test("one that reads alone misses nothing that a killed and restarted broker took without it", async () => {
    const { open, publish, readings, broker, device } = await setUp({ group: null });
    const bridge = await open();
    await bridge.close();
    await broker.save();
    await broker.stop("SIGKILL");
    await broker.run();
    await vi.waitFor(() => expect(device.connected).toBe(true), 5_000);
    for (let n = 1; n <= 20; n++) await publish(n);
    await open();
    await vi.waitFor(() => expect(new Set(readings()).size).toBe(20), 5_000);
  });

  test("what it has taken needs no broker any more", async () => {
    let isAway = true;
    const { open, publish, readings, broker, catalog } = await setUp();
    const bridge = await open("bridge", {
      catalog: {
        findPlant: (plantId) =>
          isAway ? Promise.reject(new Error("no catalogue")) : catalog.findPlant(plantId),
      },
    });
    for (let n = 1; n <= 30; n++) await publish(n);
    await vi.waitFor(() => expect(bridge.inFlight).toBe(30));
    await broker.stop("SIGKILL");
    await vi.waitFor(() => expect(bridge.isConnected).toBe(false), 5_000);
    expect(readings()).toEqual([]);
    isAway = false;
    await vi.waitFor(() => expect(bridge.inFlight).toBe(0), 5_000);
    expect(readings()).toHaveLength(30);
  });

  test("a session that read its share reads all from now on, each message once", async () => {
    const { open, publish, readings } = await setUp();
    const sharing = await open();
    await sharing.close();
    const alone = await open("bridge", { group: null });
    for (let n = 1; n <= 10; n++) await publish(n);
    await vi.waitFor(() => expect(new Set(readings()).size).toBe(10), 5_000);
    await alone.close();
    await open();
    for (let n = 11; n <= 20; n++) await publish(n);
    await vi.waitFor(() => expect(new Set(readings()).size).toBe(20), 5_000);
    expect(readings()).toHaveLength(20);
  });

  test("messages in flight are bounded, and all arrive", async () => {
    const { open, publish, readings, stream } = await setUp({ inFlight: 10 });
    stream.isHeld = true;
    const bridge = await open();
    await Promise.all(Array.from({ length: 200 }, (_, n) => publish(n)));
    await vi.waitFor(() => expect(bridge.inFlight).toBe(10));
    stream.release();
    await vi.waitFor(() => expect(readings()).toHaveLength(200), 5_000);
  });

  test("two bridges share the messages", async () => {
    const { open, publish, readings } = await setUp();
    await open("first");
    await open("second");
    await Promise.all(Array.from({ length: 100 }, (_, n) => publish(n)));
    await vi.waitFor(() => expect(readings()).toHaveLength(100));
    expect(new Set(readings()).size).toBe(100);
  });

  test("the share of a bridge that died waits for it", async () => {
    const { open, publish, readings } = await setUp();
    const first = await open("first");
    await open("second");
    await first.close();
    for (let n = 1; n <= 100; n++) await publish(n);
    await open("first");
    await vi.waitFor(() => expect(new Set(readings()).size).toBe(100), 5_000);
    expect(readings()).toHaveLength(100);
  });

  test("bad messages and foreign plants hold up nothing", async () => {
    const { open, publish, readings, device, plant, quarantine, intake } = await setUp({
      payloadBytes: 1_000,
    });
    await open();
    const topic = telemetryTopic(plant);
    await device.publishAsync(topic, "{oops", { qos: 1 });
    await device.publishAsync(topic, JSON.stringify({ filler: "x".repeat(2_000) }), { qos: 1 });
    await publish(1, topic.replace(plant.plant.id, newId()));
    await publish(2, topic.replace(plant.scope.tenantId, newId()));
    await publish(3);
    await vi.waitFor(() => expect(readings()).toEqual([3]));
    await intake[Symbol.asyncDispose]();
    const reasons = (await quarantine.list(plant.scope)).map((entry) => entry.reason);
    expect(reasons.toSorted()).toEqual(["malformed", "too_large"]);
  });

  test("a broker that cannot be reached is named", async () => {
    const { open, broker } = await setUp({ connectTimeoutMs: 500 });
    await broker.stop();
    await expect(open()).rejects.toMatchObject({ code: "unavailable" });
  });
});
