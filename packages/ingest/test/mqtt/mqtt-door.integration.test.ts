import { connect } from "node:net";
import { newId, systemClock, unpackValues } from "@solarmon/core";
import { createMqttDoor } from "@solarmon/ingest/mqtt";
import { connectAsync } from "mqtt";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import {
  closed,
  commandTopic,
  connectDevice,
  connectPacket,
  openDoor,
  telemetryTopic,
} from "./door.ts";

const now = (): number => Date.now();
const good = (acPower: number): string => JSON.stringify({ measuredAt: now() - acPower, acPower });

test("QoS 1 is acknowledged only after its reading is durable", async () => {
  const { stream, north, url } = await openDoor();
  stream.isHeld = true;
  const client = await connectDevice(url, north);
  const acked = vi.fn<() => void>();
  const payload = JSON.stringify({ measuredAt: now(), acPower: 4_210 });
  const published = client.publishAsync(telemetryTopic(north), payload, { qos: 1 }).then(acked);
  await vi.waitFor(() => expect(stream.waiting).toBe(1));
  await client.subscribeAsync(commandTopic(north)); // a round through the door
  expect(acked).not.toHaveBeenCalled();
  stream.release();
  await published;
  expect(stream.envelopes).toEqual([
    expect.objectContaining({
      tenantId: north.scope.tenantId,
      plantId: north.plant.id,
      source: { name: "mqtt", rank: 10 },
    }),
  ]);
});

test("QoS 0 and 2, gateways, batches and SenML are taken", async () => {
  const { stream, north, url } = await openDoor();
  const device = await connectDevice(url, north);
  const gateway = await connectDevice(url, north, { username: north.gateway.id });
  const topic = telemetryTopic(north);
  const at = now();
  await device.publishAsync(topic, JSON.stringify({ measuredAt: at - 3, acPower: 1 }), { qos: 0 });
  await device.publishAsync(topic, JSON.stringify({ measuredAt: at - 2, acPower: 2 }), { qos: 2 });
  await device.publishAsync(topic, JSON.stringify([{ n: "acPower", u: "kW", v: 3, t: -1 }]), {
    qos: 1,
  });
  const readings = north.devices.map(({ id }) => ({ deviceId: id, measuredAt: at, acPower: 4 }));
  await gateway.publishAsync(topic, JSON.stringify({ readings }), { qos: 1 });
  const stored = stream.envelopes.flatMap((envelope) => envelope.readings);
  expect(stored.map(({ packed }) => unpackValues(packed)["acPower"])).toEqual([1, 2, 3_000, 4, 4]);
  expect(stored.at(-1)?.deviceId).toBe(north.devices[1].id);
});

describe("log-in", () => {
  test.each([
    ["a wrong password", { password: "wrong" }],
    ["no password", { password: "" }],
    ["an unknown user", { username: newId() }],
    ["a user name that is no id", { username: "__proto__" }],
  ])("is refused with %s", async (_name, options) => {
    const { north, url, door } = await openDoor();
    await expect(connectDevice(url, north, options)).rejects.toMatchObject({ code: 4 });
    await vi.waitFor(() => expect(door.counts.connections).toBe(0));
  });

  test("is refused without user name", async () => {
    const { url } = await openDoor();
    await expect(connectAsync(url, { reconnectPeriod: 0 })).rejects.toMatchObject({ code: 4 });
  });

  test("of a revoked credential is refused, and its open connection ends", async () => {
    const { north, url, catalog } = await openDoor({ revocationCheckMs: 10 });
    const client = await connectDevice(url, north);
    const ended = closed(client);
    await catalog.forTenant(north.scope).revokeCredential(north.credential.id);
    await ended;
    await expect(connectDevice(url, north)).rejects.toMatchObject({ code: 4 });
  });

  test("with somebody else's client id ends nobody's session", async () => {
    const { north, south, url } = await openDoor();
    const first = await connectDevice(url, north, { clientId: "logger" });
    await connectDevice(url, south, { clientId: "logger" });
    await first.publishAsync(telemetryTopic(north), JSON.stringify({ acPower: 1 }), { qos: 1 });
    expect(first.connected).toBe(true);
  });

  test("by MQTT 5, which the door does not speak, is answered so", async () => {
    const { north, url } = await openDoor();
    const options = { protocolVersion: 5 } as const;
    await expect(connectDevice(url, north, options)).rejects.toThrow(/protocol version/);
  });

  test("must come first, and in time", async () => {
    const { door } = await openDoor({ connectTimeoutMs: 50 });
    for (const bytes of [
      Buffer.from([0x30, 2, 0, 0]),
      Buffer.from("GET / HTTP/1.1\r\n\r\n"),
      null,
    ]) {
      const socket = connect({ port: door.port });
      socket.on("error", () => undefined);
      if (bytes) socket.write(bytes);
      await new Promise((resolve) => socket.once("close", resolve));
    }
    await vi.waitFor(() => expect(door.counts.connections).toBe(0));
  });
});

describe("bad input is set aside with its reason, and nothing behind it waits", () => {
  test.each<[string, string | Buffer, string]>([
    ["malformed JSON", `{"acPower": 42`, "malformed"],
    ["no text at all", Buffer.from([0xff, 0xfe, 0, 1]), "malformed"],
    ["nothing", "", "malformed"],
    ["NaN", `{"acPower": NaN}`, "not_a_number"],
    ["1970", `{"measuredAt": 0, "acPower": 1}`, "time_too_old"],
    ["2099", `{"measuredAt": 4070908800000, "acPower": 1}`, "time_in_future"],
    ["200 KB", JSON.stringify({ acPower: 1, filler: "x".repeat(200_000) }), "too_large"],
    ["a sentinel", `{"acPower": 65535}`, "sentinel"],
    ["an unknown point", `{"acPwr": 1}`, "unknown_point"],
    ["a key of the language", `{"__proto__": {"acPower": 1}}`, "unknown_point"],
    ["a device of someone else", `{"deviceId": "${newId()}", "acPower": 1}`, "unknown_device"],
  ])("%s", async (_name, bad, reason) => {
    const { stream, north, url, quarantine, intake } = await openDoor();
    const client = await connectDevice(url, north);
    const topic = telemetryTopic(north);
    await Promise.all([
      client.publishAsync(topic, good(1), { qos: 1 }),
      client.publishAsync(topic, bad, { qos: 1 }),
      client.publishAsync(topic, good(2), { qos: 1 }),
    ]);
    expect(stream.envelopes.flatMap(({ readings }) => readings)).toHaveLength(2);
    await intake[Symbol.asyncDispose]();
    expect(await quarantine.list(north.scope)).toEqual([
      expect.objectContaining({ reason, plantId: north.plant.id, source: "mqtt" }),
    ]);
  });

  test("topics that nobody may write to", async () => {
    const { stream, north, url, quarantine, intake } = await openDoor({ wrongTopics: 3 });
    const client = await connectDevice(url, north);
    const payload = JSON.stringify({ acPower: 1 });
    await client.publishAsync("plant/power", payload, { qos: 1 });
    await client.publishAsync(telemetryTopic(north), payload, { qos: 1 });
    expect(stream.envelopes).toHaveLength(1);
    const ended = closed(client);
    await Promise.all(["a", "b"].map((topic) => client.publishAsync(topic, payload, { qos: 1 })));
    await ended; // three are enough
    await intake[Symbol.asyncDispose]();
    expect(await quarantine.list(north.scope)).toHaveLength(3);
  });

  test("the topic of another tenant: refused, recorded with the sender, and the connection ends", async () => {
    const { stream, north, south, url, quarantine, intake } = await openDoor();
    const client = await connectDevice(url, north, { reconnectPeriod: 10 });
    const payload = JSON.stringify({ acPower: 1 });
    const ended = closed(client);
    await Promise.all([
      client.publishAsync(telemetryTopic(south), payload, { qos: 1 }),
      client.publishAsync(telemetryTopic(north), payload, { qos: 1 }), // sent again once reconnected
    ]);
    await ended;
    await intake[Symbol.asyncDispose]();
    expect(stream.envelopes.map(({ tenantId }) => tenantId)).toEqual([north.scope.tenantId]);
    expect(await quarantine.list(south.scope)).toEqual([]);
    expect(await quarantine.list(north.scope)).toEqual([
      expect.objectContaining({ reason: "wrong_topic", deviceId: north.devices[0].id }),
    ]);
  });

  test("a packet that claims 200 MB ends the connection without being collected", async () => {
    const { north, url, door } = await openDoor();
    const client = await connectDevice(url, north);
    const socket = client.stream;
    const ended = closed(client);
    socket.write(Buffer.concat([Buffer.from([0x32, 0x80, 0xc2, 0xd7, 0x5f]), Buffer.alloc(2_000)]));
    await ended;
    await vi.waitFor(() => expect(door.counts.connections).toBe(0));
  });
});

test("a connection that is killed in the middle of a batch loses nothing that was acknowledged", async () => {
  const { stream, north, url, intake } = await openDoor();
  stream.isHeld = true;
  const client = await connectDevice(url, north);
  const at = now();
  const acked: number[] = [];
  for (let n = 1; n <= 50; n++) {
    if (n === 30) stream.release();
    const payload = JSON.stringify({ measuredAt: at - n, acPower: n });
    client.publish(telemetryTopic(north), payload, { qos: 1 }, (error) => {
      if (!error) acked.push(n);
      if (acked.length === 10) client.stream.destroy();
    });
  }
  await closed(client);
  await intake[Symbol.asyncDispose]();
  const stored = stream.envelopes.flatMap(({ readings }) =>
    readings.map(({ packed }) => unpackValues(packed)["acPower"]),
  );
  expect(acked.length).toBeGreaterThanOrEqual(10);
  expect(stored).toEqual(expect.arrayContaining(acked));
});

test("a full disk holds back the acks; once there is space all are given and all is there", async () => {
  const { stream, north, url } = await openDoor({}, { retryMaxMs: 10 });
  stream.isFull = true;
  const client = await connectDevice(url, north);
  const at = now();
  const acked = vi.fn<() => void>();
  const all = Array.from({ length: 20 }, (_, n) =>
    client
      .publishAsync(telemetryTopic(north), JSON.stringify({ measuredAt: at - n, acPower: n }), {
        qos: 1,
      })
      .then(acked),
  );
  await client.subscribeAsync(commandTopic(north)); // a round through the door
  expect(acked).not.toHaveBeenCalled();
  stream.isFull = false;
  await Promise.all(all);
  expect(stream.envelopes.flatMap(({ readings }) => readings)).toHaveLength(20);
});

test("a sender that is faster than the disk is not read further, and loses nothing", async () => {
  const { stream, north, url, door } = await openDoor({ inFlight: 50 });
  stream.isHeld = true;
  const client = await connectDevice(url, north);
  const at = now();
  const all = Array.from({ length: 2_000 }, (_, n) =>
    client.publishAsync(telemetryTopic(north), JSON.stringify({ measuredAt: at - n, acPower: n }), {
      qos: 1,
    }),
  );
  await vi.waitFor(() => expect(door.counts.inFlight).toBe(50));
  expect(door.counts.inFlight).toBeLessThanOrEqual(50);
  stream.release();
  await Promise.all(all);
  expect(stream.envelopes.flatMap(({ readings }) => readings)).toHaveLength(2_000);
});

test("a full intake stops all doors and starts them again", async () => {
  const { stream, north, url, intake } = await openDoor({}, { pendingBytes: 5_000 });
  stream.isHeld = true;
  const clients = await Promise.all([connectDevice(url, north), connectDevice(url, north)]);
  const at = now();
  const all = clients.flatMap((client, index) =>
    Array.from({ length: 200 }, (_, n) =>
      client.publishAsync(
        telemetryTopic(north),
        JSON.stringify({ measuredAt: at - n * 2 - index, acPower: n }),
        { qos: 1 },
      ),
    ),
  );
  await vi.waitFor(() => expect(intake.isFull).toBe(true));
  stream.release();
  await Promise.all(all);
  expect(stream.envelopes.flatMap(({ readings }) => readings)).toHaveLength(400);
});

test("a retained message counts with its own time only", async () => {
  const { stream, north, url, quarantine, intake } = await openDoor();
  const client = await connectDevice(url, north);
  const options = { qos: 1, retain: true } as const;
  await client.publishAsync(telemetryTopic(north), JSON.stringify({ acPower: 1 }), options);
  await client.publishAsync(
    telemetryTopic(north),
    JSON.stringify({ measuredAt: now(), acPower: 2 }),
    options,
  );
  expect(stream.envelopes.flatMap(({ readings }) => readings)).toHaveLength(1);
  await intake[Symbol.asyncDispose]();
  expect(await quarantine.list(north.scope)).toEqual([
    expect.objectContaining({ reason: "time_missing" }),
  ]);
});

test("only own commands may be subscribed to; nobody hears telemetry", async () => {
  const { north, south, url } = await openDoor();
  const client = await connectDevice(url, north);
  const heard = vi.fn<() => void>();
  client.on("message", heard);
  expect(await client.subscribeAsync(commandTopic(north))).toEqual([
    expect.objectContaining({ qos: 0 }),
  ]);
  for (const filter of ["#", telemetryTopic(north), telemetryTopic(south), "$SYS/#"])
    await expect(client.subscribeAsync(filter)).rejects.toThrow(/Unspecified error/);
  await client.publishAsync(telemetryTopic(north), JSON.stringify({ acPower: 1 }), { qos: 1 });
  expect(heard).not.toHaveBeenCalled();
});

test("a last will is taken as a message of its device", async () => {
  const { stream, north, url } = await openDoor();
  const will = {
    topic: telemetryTopic(north).replace("telemetry", "status"),
    payload: Buffer.from(JSON.stringify({ status: 0 })),
    qos: 1,
  } as const;
  const client = await connectDevice(url, north, { will });
  client.stream.destroy();
  await vi.waitFor(() => expect(stream.envelopes).toHaveLength(1));
});

test("a silent client is closed after one and a half keep-alive times", async () => {
  const { north, door } = await openDoor();
  const socket = connect({ port: door.port });
  onTestFinished(() => void socket.destroy());
  socket.write(connectPacket(north, 1));
  const startedAt = performance.now();
  socket.resume();
  await new Promise((resolve) => socket.once("close", resolve));
  expect(performance.now() - startedAt).toBeGreaterThan(1_400);
});

test("closing acknowledges what becomes durable in time", async () => {
  const { stream, north, url, door } = await openDoor();
  stream.isHeld = true;
  const client = await connectDevice(url, north);
  const payload = JSON.stringify({ measuredAt: now(), acPower: 1 });
  const published = client.publishAsync(telemetryTopic(north), payload, { qos: 1 });
  await vi.waitFor(() => expect(stream.waiting).toBe(1));
  const doorClosed = door.close();
  stream.release();
  await published;
  await doorClosed;
});

test("a port that is taken leaves nothing behind that keeps the process alive", async () => {
  const { door, intake, catalog } = await openDoor();
  const before = process.getActiveResourcesInfo().filter((kind) => kind === "Timeout").length;
  const { port } = door;
  const second = createMqttDoor({ intake, catalog, clock: systemClock, host: "127.0.0.1", port });
  await expect(second).rejects.toMatchObject({ code: "EADDRINUSE" });
  const after = process.getActiveResourcesInfo().filter((kind) => kind === "Timeout").length;
  expect(after).toBeLessThanOrEqual(before);
});
