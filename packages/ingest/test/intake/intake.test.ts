import { type Id, newId, SolarmonError, SOURCE_RANK, unpackValues } from "@solarmon/core";
import { MemoryCatalog, MemoryQuarantine } from "@solarmon/core/memory";
import { VirtualClock } from "@solarmon/core/testing";
import {
  createIntake,
  type IntakeOptions,
  type ReadingResult,
  type Submission,
} from "@solarmon/ingest";
import { expect, test, vi } from "vitest";
import { addTestPlant, type TestPlant } from "../support/plant.ts";
import { HeldStream } from "./held-stream.ts";

const SOURCE = { name: "test", rank: SOURCE_RANK.live };

async function setUp(limits: IntakeOptions["limits"] = {}) {
  const clock = new VirtualClock();
  const catalog = new MemoryCatalog({ clock });
  const quarantine = new MemoryQuarantine();
  const stream = new HeldStream();
  const onError = vi.fn<(error: Error) => void>();
  const refused: [tenantId: Id, readings: number][] = [];
  const intake = createIntake({
    stream,
    catalog,
    quarantine,
    clock,
    limits,
    onError,
    onRefused: ({ tenantId }, readings) => refused.push([tenantId, readings]),
  });
  const plant = await addTestPlant(catalog, "north");
  const submission = (payload: unknown, rest: Partial<Submission> = {}): Submission => ({
    ...sender(plant),
    receivedAt: clock.now(),
    payload,
    ...rest,
  });
  /** Submits and tells how it ended: not yet, an error, or results. */
  const submit = (payload: unknown, rest: Partial<Submission> = {}) => {
    const ended: { error?: Error | null; results?: readonly ReadingResult[] } = {};
    intake.submit(submission(payload, rest), {
      settled: (error, results) => Object.assign(ended, { error, results }),
    });
    return ended;
  };
  const doors = { plant, submission, submit };
  return { clock, catalog, quarantine, stream, onError, refused, intake, ...doors };
}

function sender({ scope, plant, devices }: TestPlant) {
  const topicDeviceId = devices[0].id;
  return { scope, plantId: plant.id, deviceId: null, topicDeviceId, source: SOURCE };
}

test("nothing is acknowledged before it is durable", async () => {
  const { stream, submit, clock } = await setUp();
  const ended = submit({ measuredAt: clock.now(), acPower: 1 });
  await vi.waitFor(() => expect(stream.waiting).toBe(1));
  expect(ended).toEqual({});
  stream.release();
  await vi.waitFor(() =>
    expect(ended).toEqual({ error: null, results: [{ status: "accepted", refusals: [] }] }),
  );
});

test("what comes in together goes into one envelope per plant", async () => {
  const { stream, intake, submission, catalog, clock } = await setUp();
  const south = await addTestPlant(catalog, "south");
  stream.release();
  const ofSouth = { ...sender(south), receivedAt: clock.now() };
  const at = clock.now();
  await Promise.all([
    ...[1, 2, 3].map((n) => intake.accept(submission({ measuredAt: at - n, acPower: n }))),
    ...[1, 2].map((n) =>
      intake.accept({ ...ofSouth, payload: { measuredAt: at - n, acPower: n } }),
    ),
  ]);
  expect(stream.envelopes.map(({ plantId, readings }) => [plantId, readings.length])).toEqual([
    [submission({}).plantId, 3],
    [south.plant.id, 2],
  ]);
});

test("of two corrections in one millisecond the later one is received later", async () => {
  const { stream, intake, submission, clock } = await setUp();
  stream.release();
  const measuredAt = clock.now();
  await Promise.all([1, 2].map((acPower) => intake.accept(submission({ measuredAt, acPower }))));
  expect(
    stream.envelopes.map(({ receivedAt, readings }) => [
      receivedAt - measuredAt,
      readings.map(({ packed }) => unpackValues(packed)),
    ]),
  ).toEqual([
    [0, [{ acPower: 1 }]],
    [1, [{ acPower: 2 }]],
  ]);
});

test("a submission that waits for verdicts travels alone", async () => {
  const { stream, intake, submission } = await setUp();
  stream.release();
  await Promise.all([
    intake.accept(submission({ acPower: 1 })),
    intake.accept(
      submission({ deviceId: submission({}).topicDeviceId, dcPower: 1 }, { replyTo: "me" }),
    ),
  ]);
  expect(stream.envelopes.map(({ replyTo }) => replyTo)).toEqual([undefined, "me"]);
});

test("a full disk refuses whoever can ask again, and holds back the acks of the others until there is space", async () => {
  const { stream, intake, submission, submit, onError, clock } = await setUp({ retryMaxMs: 5 });
  stream.isFull = true;
  stream.release();
  await expect(intake.accept(submission({ acPower: 1 }))).rejects.toMatchObject({
    code: "storage_full",
    isRetryable: true,
  });
  const ended = [1, 2, 3].map((n) => submit({ measuredAt: clock.now() - n, acPower: n }));
  await vi.waitFor(() => expect(onError.mock.calls.length).toBeGreaterThan(3));
  expect(ended).toEqual([{}, {}, {}]);
  expect(intake.counts).toMatchObject({ isBlocked: true });
  await expect(intake.accept(submission({ acPower: 2 }))).rejects.toMatchObject({
    code: "storage_full",
  });
  stream.isFull = false;
  await vi.waitFor(() => expect(ended.every(({ error }) => error === null)).toBe(true));
  expect(intake.counts).toMatchObject({ isBlocked: false, pendingBytes: 0 });
  expect(stream.envelopes.flatMap(({ readings }) => readings)).toHaveLength(3);
});

test("readings are taken again also when what had been held back is refused for good", async () => {
  const { stream, intake, submission, submit } = await setUp({ retryMaxMs: 5 });
  stream.isFull = true;
  stream.release();
  const held = submit({ acPower: 1 });
  await vi.waitFor(() => expect(intake.counts.isBlocked).toBe(true));
  stream.isFull = false;
  stream.refuseNext(new SolarmonError("invalid_argument", "no such key"));
  await vi.waitFor(() => expect(held.error).toMatchObject({ code: "invalid_argument" }));
  expect(intake.counts.isBlocked).toBe(false);
  await expect(intake.accept(submission({ acPower: 2 }))).resolves.toHaveLength(1);
});

test("memory is bounded: over the limit doors wait, HTTP is told when to come again", async () => {
  const { stream, intake, submission, submit, clock } = await setUp({ pendingBytes: 1_000 });
  await intake.accept(submission({ nothing: 1 })); // the directory is read
  const ended = [1, 2, 3, 4, 5].map((n) => submit({ measuredAt: clock.now() - n, acPower: n }));
  expect(intake.isFull).toBe(true);
  await expect(intake.accept(submission({ acPower: 1 }))).rejects.toMatchObject({
    code: "rate_limited",
    retryAfterMs: 1_000,
  });
  const room = vi.fn<() => void>();
  intake.whenRoom(room);
  await vi.waitFor(() => expect(stream.waiting).toBe(1));
  expect(room).not.toHaveBeenCalled();
  stream.release();
  await vi.waitFor(() => expect(room).toHaveBeenCalledOnce());
  expect(ended.every(({ error }) => error === null)).toBe(true);
  expect(intake.isFull).toBe(false);
});

test("a device that was just added may write at once", async () => {
  const { stream, intake, submission, catalog, plant } = await setUp();
  stream.release();
  await intake.accept(submission({ acPower: 1 }));
  const { id: _, createdAt: __, tenantId: ___, ...like } = plant.devices[0];
  const added = await catalog.forTenant(plant.scope).addDevice({ ...like, name: "three" });
  const results = await intake.accept(submission({ deviceId: added.id, acPower: 1 }));
  expect(results).toEqual([{ status: "accepted", refusals: [] }]);
});

test("a flood of unknown devices reads the directory a few times, and holds up nobody", async () => {
  const { stream, intake, submission, catalog } = await setUp({ directoryMissMs: 50 });
  stream.release();
  await intake.accept(submission({ acPower: 1 }));
  const reads = vi.spyOn(catalog, "forTenant");
  const unknown = Array.from({ length: 500 }, () =>
    intake.accept(submission({ deviceId: newId(), acPower: 1 })),
  );
  const order: string[] = [];
  void Promise.all(unknown).then(() => order.push("unknown"));
  await intake.accept(submission({ acPower: 2 }));
  order.push("known");
  const results = await Promise.all(unknown);
  expect(order[0]).toBe("known");
  expect(results.flat().every((one) => one.refusals[0]?.reason === "unknown_device")).toBe(true);
  expect(reads.mock.calls.length).toBeLessThan(3);
});

test("another tenant's plant has no devices, whatever the submission says", async () => {
  const { intake, submission, catalog } = await setUp();
  const south = await addTestPlant(catalog, "south");
  const results = await intake.accept(submission({ acPower: 1 }, { plantId: south.plant.id }));
  expect(results[0]?.refusals[0]?.reason).toBe("unknown_device");
});

test("when the catalogue cannot be read, nothing is acknowledged and nothing refused", async () => {
  const { intake, submission, submit, catalog, quarantine, plant, stream } = await setUp();
  stream.release();
  vi.spyOn(catalog, "forTenant").mockImplementationOnce(() => {
    throw new Error("disk error");
  });
  const ended = submit({ acPower: 1 });
  await vi.waitFor(() => expect(ended.error).toMatchObject({ code: "unavailable" }));
  expect(await quarantine.list(plant.scope)).toEqual([]);
  expect(await intake.accept(submission({ acPower: 1 }))).toHaveLength(1);
});

test("refused input is in the quarantine of its tenant, one entry per kind and message", async () => {
  const { intake, submission, quarantine, plant, clock, stream } = await setUp();
  stream.release();
  const at = clock.now();
  await intake.accept(
    submission([
      { measuredAt: at, acPower: 65_535, frequency: 50 },
      { measuredAt: at - 1, acPower: 65_535, frequency: 50 },
      { measuredAt: 0, frequency: 50 },
    ]),
  );
  await intake[Symbol.asyncDispose]();
  const entries = await quarantine.list(plant.scope);
  expect(entries.toReversed()).toEqual([
    expect.objectContaining({
      reason: "sentinel",
      point: "acPower",
      detail: expect.stringContaining("2 times"),
      deviceId: plant.devices[0].id,
      plantId: plant.plant.id,
      source: "test",
      sample: `{"measuredAt":${at},"acPower":65535,"frequency":50}`,
    }),
    expect.objectContaining({ reason: "time_too_old" }),
  ]);
});

test("whose readings were refused is told, however full the quarantine is", async () => {
  const { intake, submission, refused, plant, stream, clock } = await setUp();
  const { scope } = plant;
  stream.release();
  for (let n = 0; n < 1_000; n++)
    await intake.accept(submission([{ acPower: "broken" }, { acPower: 1 }]));
  const refusal = { reason: "malformed", detail: "no JSON" } as const;
  const from = { scope, plantId: plant.plant.id, deviceId: null, source: SOURCE };
  const message = { ...from, sample: "{", refusal };
  intake.refuse({ ...message, receivedAt: clock.now() });
  await intake[Symbol.asyncDispose]();
  expect(refused.every(([tenantId]) => tenantId === scope.tenantId)).toBe(true);
  expect(refused.reduce((sum, [, readings]) => sum + readings, 0)).toBe(1_001);
});

test("one broken device does not fill the quarantine", async () => {
  const { intake, submission, quarantine, plant, stream } = await setUp();
  stream.release();
  for (let n = 0; n < 1_000; n++) await intake.accept(submission({ acPower: "broken" }));
  await intake[Symbol.asyncDispose]();
  expect(await quarantine.list(plant.scope, { limit: 2_000 })).toHaveLength(500);
  expect(intake.counts).toMatchObject({ refusals: 1_000, quarantineDropped: 500 });
});

test("a quarantine that fails is reported and holds up nothing", async () => {
  const { intake, submission, quarantine, onError, stream } = await setUp();
  stream.release();
  vi.spyOn(quarantine, "add").mockRejectedValue(new Error("locked"));
  expect(await intake.accept(submission({ acPower: "x", frequency: 50 }))).toHaveLength(1);
  await intake[Symbol.asyncDispose]();
  expect(onError).toHaveBeenCalledWith(expect.objectContaining({ message: "locked" }));
});

test("closing waits for what is under way", async () => {
  const { intake, submit, stream, clock } = await setUp();
  const ended = submit({ measuredAt: clock.now(), acPower: 1 });
  await vi.waitFor(() => expect(stream.waiting).toBe(1));
  const closed = intake[Symbol.asyncDispose]();
  stream.release();
  await closed;
  expect(ended.error).toBeNull();
});

test("closing on a full disk ends, with an error for what was never durable", async () => {
  const { intake, submit, stream, clock, onError } = await setUp();
  stream.isFull = true;
  stream.release();
  const ended = submit({ measuredAt: clock.now(), acPower: 1 });
  await vi.waitFor(() => expect(onError).toHaveBeenCalled());
  await intake[Symbol.asyncDispose]();
  expect(ended.error).toMatchObject({ code: "storage_full" });
});
