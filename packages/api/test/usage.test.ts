import { DAY_MS, MINUTE_MS, type Role, utcDay } from "@solarmon/core";
import { expect, test, vi } from "vitest";
import { hashPassword } from "../src/index.ts";
import { createHouse, type House, NOW, postRequest } from "./support/house.ts";
import { type Household, PASSWORD } from "./support/household.ts";
import { jsonOf } from "./support/json-of.ts";

// Each log-in takes 0.2 s of a core on purpose.
vi.setConfig({ testTimeout: 30_000 });

interface Day {
  readonly day: string;
  readonly apiCalls: number;
  readonly liveMinutes: number;
  readonly pointsIngested: number;
}

async function daysOf(house: House, query = "", of: Household = house.ours): Promise<Day[]> {
  await house.meter.flush();
  const response = await house.get(`/api/v1/usage${query}`, of);
  expect(response.status).toBe(200);
  return (await jsonOf<{ days: Day[] }>(response)).days;
}

test("calls with a log-in or a device's key count for their tenant, others for nobody", async () => {
  await using house = await createHouse();
  await house.get("/api/v1/plants", house.ours);
  await house.get("/api/v1/plants/no-such-plant", house.ours);
  await house.push({ acPower: 1 }, house.ours.deviceKey);
  await house.push({ acPower: 1 }, "wrong.key");
  await house.get("/api/v1/plants");
  await house.get("/healthz");
  const query = { query: "{ plants { id } }" };
  const token = await house.token(house.ours);
  const headers = { authorization: `Bearer ${token}` };
  await house.api.fetch(postRequest("/graphql", query, headers));
  const [day] = await daysOf(house);
  expect(day).toMatchObject({ day: "2026-06-01", apiCalls: 4 });
  await expect(daysOf(house, "", house.theirs)).resolves.toEqual([]);
});

test("minutes of subscriptions count as long as they are open", async () => {
  await using house = await createHouse();
  const query = `subscription { onPlantUpdate(plantId: "${house.ours.plant.id}") { power } }`;
  const stop = new AbortController();
  const headers = {
    authorization: `Bearer ${await house.token(house.ours)}`,
    accept: "text/event-stream",
    "content-type": "application/json",
  };
  const body = JSON.stringify({ query });
  const request = { method: "POST", headers, body, signal: stop.signal };
  const response = await house.api.fetch(new Request("http://solarmon.test/graphql", request));
  expect(response.status).toBe(200);
  const minutes = async () => (await daysOf(house))[0]?.liveMinutes;
  await vi.waitFor(async () => expect(await minutes()).toBe(1));
  house.clock.nowMs += 2 * MINUTE_MS + 1;
  expect(await minutes()).toBe(3);
  stop.abort();
  await response.body?.cancel().catch(() => undefined);
  await vi.waitFor(async () => {
    const metrics = await (await house.get("/metrics")).text();
    expect(metrics).toContain("solarmon_subscriptions 0\n");
  });
  house.clock.nowMs += 10 * MINUTE_MS;
  expect(await minutes()).toBe(3);
});

test("days are those of the span, and of the last thirty when none is given", async () => {
  await using house = await createHouse();
  const { tenantId } = house.ours.scope;
  const [today, source] = [utcDay(NOW), "log/0"];
  for (const [n, day] of [today - 40, today - 29, today].entries()) {
    const counts = { pointsIngested: n + 1 };
    await house.usage.book([{ tenantId, source, position: `${n}`, day, counts }]);
  }
  const days = async (query: string) => (await daysOf(house, query)).map(({ day }) => day);
  await expect(days("")).resolves.toEqual(["2026-05-03", "2026-06-01"]);
  await expect(days("?from=2026-04-01&to=2026-06-01")).resolves.toEqual([
    "2026-04-22",
    "2026-05-03",
  ]);
  const from = new Date(NOW - DAY_MS).toISOString();
  await expect(days(`?from=${from}`)).resolves.toEqual(["2026-06-01"]);
  const refused = await house.get("/api/v1/usage?from=yesterday", house.ours);
  expect(refused.status).toBe(400);
});

test("only owners see it", async () => {
  await using house = await createHouse();
  expect((await house.get("/api/v1/usage")).status).toBe(401);
  const passwordHash = await hashPassword(PASSWORD);
  for (const role of ["manager", "viewer"] satisfies Role[]) {
    const email = `${role}@example.org`;
    const user = await house.catalog
      .forTenant(house.ours.scope)
      .addUser({ email, role, passwordHash });
    expect((await house.get("/api/v1/usage", { ...house.ours, user })).status).toBe(403);
  }
});
