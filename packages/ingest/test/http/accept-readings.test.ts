import { MemoryCatalog, MemoryQuarantine } from "@solarmon/core/memory";
import { VirtualClock } from "@solarmon/core/testing";
import { acceptReadings, createIntake } from "@solarmon/ingest";
import { expect, test } from "vitest";
import { HeldStream } from "../intake/held-stream.ts";
import { addTestPlant } from "../support/plant.ts";

async function setUp() {
  const clock = new VirtualClock();
  const catalog = new MemoryCatalog({ clock });
  const quarantine = new MemoryQuarantine();
  const stream = new HeldStream();
  stream.release();
  const intake = createIntake({ stream, catalog, quarantine, clock });
  const plant = await addTestPlant(catalog, "north");
  const post = (body: string, replyTo?: string) =>
    acceptReadings(intake, {
      credential: plant.gateway,
      body,
      receivedAt: clock.now(),
      ...(replyTo === undefined ? {} : { replyTo }),
    });
  return { clock, quarantine, stream, intake, plant, post };
}

test("answers per reading, in order", async () => {
  const { post, plant, clock } = await setUp();
  const deviceId = plant.devices[0].id;
  const good = { deviceId, measuredAt: clock.now(), acPower: 1 };
  const body = JSON.stringify([good, { ...good, measuredAt: 0 }, { ...good, dcPower: "x" }]);
  expect(await post(body)).toEqual({
    accepted: 2,
    refused: 1,
    readings: [
      { status: "accepted" },
      { status: "refused", reason: "time_too_old", detail: expect.stringContaining("1970") },
      { status: "accepted", refusedPoints: [expect.objectContaining({ point: "dcPower" })] },
    ],
  });
});

test("the same request again is accepted again, under the same identity", async () => {
  const { post, plant, clock, stream } = await setUp();
  const body = JSON.stringify({
    deviceId: plant.devices[0].id,
    measuredAt: clock.now(),
    acPower: 1,
  });
  expect(await post(body)).toEqual(await post(body));
  const [first, second] = stream.envelopes.map(({ readings }) => readings);
  expect(second).toEqual(first);
});

test("names who waits for the verdicts", async () => {
  const { post, plant, stream } = await setUp();
  await post(JSON.stringify({ deviceId: plant.devices[0].id, acPower: 1 }), "waiter");
  expect(stream.envelopes[0]).toMatchObject({ replyTo: "waiter", source: { name: "http" } });
});

test("a body that is not JSON is refused as a whole and recorded", async () => {
  const { post, plant, quarantine, intake } = await setUp();
  await expect(post("{oops")).rejects.toMatchObject({ code: "refused" });
  await intake[Symbol.asyncDispose]();
  expect(await quarantine.list(plant.scope)).toEqual([
    expect.objectContaining({ reason: "malformed", sample: "{oops", source: "http" }),
  ]);
});

test("a gateway's reading that names no device is refused", async () => {
  const { post } = await setUp();
  expect(await post(`{"acPower":1}`)).toMatchObject({ refused: 1, accepted: 0 });
});
