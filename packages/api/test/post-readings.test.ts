import { RateLimitedError, SolarmonError, type SolarmonErrorCode } from "@solarmon/core";
import { createVerdictBoard, type Intake } from "@solarmon/ingest";
import { expect, test } from "vitest";
import { createHouse, NOW, type House } from "./support/house.ts";
import { jsonOf, type Problem } from "./support/json-of.ts";
import { boardWith } from "./support/stand-ins.ts";

interface Answer {
  readonly accepted: number;
  readonly refused: number;
  readonly readings: readonly {
    readonly status: string;
    readonly reason?: string;
    readonly detail?: string;
    readonly refusedPoints?: readonly { readonly point: string; readonly reason: string }[];
  }[];
}

async function pushed(house: House, body: unknown, query = ""): Promise<Answer> {
  const response = await house.push(body, house.ours.deviceKey, query);
  expect(response.status).toBe(200);
  return jsonOf<Answer>(response);
}

test("each reading gets its own answer; a bad one does not hold up the others", async () => {
  await using house = await createHouse();
  const answer = await pushed(house, [
    { measuredAt: NOW, acPower: 100 },
    { measuredAt: "yesterday", acPower: 100 },
    { measuredAt: NOW - 60_000, acPower: 100, frequency: 5_000 },
    { measuredAt: Date.parse("2099-01-01"), acPower: 1 },
    { measuredAt: 0, acPower: 1 },
  ]);
  expect(answer).toMatchObject({ accepted: 2, refused: 3 });
  expect(answer.readings.map(({ status }) => status)).toEqual([
    "accepted",
    "refused",
    "accepted",
    "refused",
    "refused",
  ]);
  expect(answer.readings[2]?.refusedPoints?.[0]).toMatchObject({ point: "frequency" });
  expect(answer.readings[3]).toMatchObject({ reason: "time_in_future" });
  expect(answer.readings[4]).toMatchObject({ reason: "time_too_old" });
});

test("?wait=stored says what the processor made of each reading", async () => {
  await using house = await createHouse();
  const reading = { measuredAt: NOW, acPower: 100 };
  const statuses = async (body: unknown): Promise<readonly string[]> =>
    (await pushed(house, body, "?wait=stored")).readings.map(({ status }) => status);
  expect(await statuses(reading)).toEqual(["stored"]);
  house.clock.nowMs += 1_000;
  expect(await statuses(reading)).toEqual(["duplicate"]);
  house.clock.nowMs += 1_000;
  const mixed = [
    { measuredAt: NOW, acPower: 101 },
    { measuredAt: "never" },
    { measuredAt: NOW - 1, acPower: 5 },
  ];
  expect(await statuses(mixed)).toEqual(["replaced", "refused", "stored"]);
  expect(await statuses({ measuredAt: "never", acPower: 1 })).toEqual(["refused"]);
});

test("?wait=stored answers 202 when the processor does not: the readings are durable all the same", async () => {
  const late = Promise.reject(new SolarmonError("unavailable", "no verdict within 10 ms"));
  await using house = await createHouse({ verdicts: boardWith(late) });
  const reading = { measuredAt: NOW, acPower: 100 };
  const response = await house.push(reading, house.ours.deviceKey, "?wait=stored");
  expect(response.status).toBe(202);
  expect(await jsonOf<Answer>(response)).toMatchObject({ readings: [{ status: "accepted" }] });
  const odd = await house.push(reading, house.ours.deviceKey, "?wait=forever");
  expect(odd.status).toBe(400);
});

test("?wait=stored keeps no place taken for what was refused", async () => {
  await using house = await createHouse({ verdicts: createVerdictBoard({ maxWaiting: 1 }) });
  for (const [body, status] of [
    [{ measuredAt: "never", acPower: 1 }, 200],
    ["{", 400],
    [{ measuredAt: "never", acPower: 1 }, 200],
  ] as const)
    expect((await house.push(body, house.ours.deviceKey, "?wait=stored")).status).toBe(status);
});

test("what is not JSON is refused, and kept in the quarantine with the reason", async () => {
  await using house = await createHouse();
  for (const body of ["", "{", "hello", '{"acPower":']) {
    const response = await house.push(body, house.ours.deviceKey);
    const problem = await jsonOf<Problem>(response);
    expect({ body, ...problem }).toMatchObject({ body, status: 400, code: "invalid_argument" });
  }
  const path = `/api/v1/plants/${house.ours.plant.id}/quarantine`;
  await expect
    .poll(async () => jsonOf<{ entries: object[] }>(await house.get(path, house.ours)), {
      timeout: 10_000,
    })
    .toMatchObject({ entries: [{ reason: "malformed", source: "http" }, {}, {}, {}] });
  const one = await jsonOf<{ entries: object[] }>(await house.get(`${path}?limit=1`, house.ours));
  expect(one.entries).toHaveLength(1);
  expect((await house.get(`${path}?limit=x`, house.ours)).status).toBe(400);
  const theirs = `/api/v1/plants/${house.theirs.plant.id}/quarantine`;
  expect(await jsonOf(await house.get(theirs, house.theirs))).toEqual({ entries: [] });
});

test("a gateway writes the devices of its plant, and nobody else's", async () => {
  await using house = await createHouse();
  const { devices, gatewayKey } = house.ours;
  const readings = [devices[0].id, devices[1].id, house.theirs.devices[0].id, "__proto__"].map(
    (deviceId) => ({ deviceId, measuredAt: NOW, acPower: 7 }),
  );
  const response = await house.push({ readings }, gatewayKey);
  expect(await jsonOf<Answer>(response)).toMatchObject({
    readings: [
      { status: "accepted" },
      { status: "accepted" },
      { status: "refused", reason: "unknown_device" },
      { status: "refused", reason: "unknown_device" },
    ],
  });
});

test("keys such as __proto__ are points that do not exist", async () => {
  await using house = await createHouse();
  const body = `{"measuredAt":${NOW},"__proto__":{"acPower":1},"constructor":2,"acPower":3}`;
  const answer = await pushed(house, body);
  expect(answer.readings[0]?.status).toBe("accepted");
  expect(answer.readings[0]?.refusedPoints?.map(({ point }) => point).toSorted()).toEqual([
    "__proto__",
    "constructor",
  ]);
  expect(Object.hasOwn(Object.prototype, "acPower")).toBe(false);
});

test("a body over the limit is refused, stated or not", async () => {
  await using house = await createHouse({ limits: { readingsBodyBytes: 1_000 } });
  const stated = await house.push("x".repeat(1_001), house.ours.deviceKey);
  expect(stated.status).toBe(413);
  let pulled = 0;
  const endless = new ReadableStream({
    pull(controller) {
      pulled += 1;
      controller.enqueue(new Uint8Array(400));
    },
  });
  const unstated = new Request("http://solarmon.test/api/v1/readings", {
    method: "POST",
    headers: { "x-api-key": house.ours.deviceKey },
    body: endless,
    duplex: "half",
  });
  expect((await house.api.fetch(unstated)).status).toBe(413);
  expect(pulled).toBeLessThan(10);
  const zipped = new Request("http://solarmon.test/api/v1/readings", {
    method: "POST",
    headers: { "x-api-key": house.ours.deviceKey, "content-encoding": "gzip" },
    body: "x",
  });
  expect((await house.api.fetch(zipped)).status).toBe(400);
});

test.each<[SolarmonErrorCode, number]>([
  ["storage_full", 507],
  ["unavailable", 503],
  ["rate_limited", 429],
])("%s is answered with %i and when to come again", async (code, status) => {
  const error =
    code === "rate_limited"
      ? new RateLimitedError("too many readings at once", 1_500)
      : new SolarmonError(code, "readings are not taken for now");
  const intake = { accept: async () => Promise.reject(error) };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the route calls nothing else
  await using house = await createHouse({ intake: intake as unknown as Intake });
  const response = await house.push({ measuredAt: NOW, acPower: 1 }, house.ours.deviceKey);
  expect(response.status).toBe(status);
  expect(Number(response.headers.get("retry-after"))).toBeGreaterThanOrEqual(1);
  expect(await jsonOf<Problem>(response)).toMatchObject({ code, detail: error.message });
});
