import { type LinkStatus, MINUTE_MS } from "@solarmon/core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createHouse, type House, NOW } from "./support/house.ts";
import { jsonOf } from "./support/json-of.ts";
import { ask } from "./support/live-client.ts";

const STATUS: LinkStatus = {
  health: "waiting_for_quota",
  reason: "the budget of the day is spent",
  until: NOW + 125 * MINUTE_MS,
  lastPolledAt: NOW,
  progress: '{"secret":"of the jobs"}',
  gaps: [
    {
      siteKey: "4711",
      start: NOW - MINUTE_MS,
      end: NOW,
      cause: "quota",
      state: "waiting_for_quota",
      filledUntil: NOW - MINUTE_MS,
    },
  ],
  problems: [
    { siteKey: "4711", code: "unknown_unit", path: "/p", detail: "hp", count: 3, seenAt: NOW },
  ],
};

let house: House;
beforeAll(async () => {
  house = await createHouse();
  const { scope, plant } = house.ours;
  const own = house.links.forTenant(scope);
  const settings = { address: "http://192.0.2.7" };
  const sites = [{ key: "4711", plantId: plant.id }];
  const link = await own.addLink({ vendor: "solaredge", name: "Roofs", settings, sites });
  await own.addLink({ vendor: "fronius", name: "Barn", settings, sites: [] });
  await house.links.saveStatus(new Map([[link.id, STATUS]]));
});
afterAll(() => house[Symbol.asyncDispose]());

test("links are listed by name with how they are doing, without settings and progress", async () => {
  const response = await house.get("/api/v1/links", house.ours);
  const { links } = await jsonOf<{ links: unknown[] }>(response);
  const { progress: _, ...shown } = STATUS;
  expect(links).toMatchObject([
    { name: "Barn", vendor: "fronius", health: "new", reason: null, until: null, gaps: [] },
    { name: "Roofs", sites: [{ key: "4711", plantId: house.ours.plant.id }], ...shown },
  ]);
  expect(JSON.stringify(links)).not.toMatch(/192\.0\.2\.7|of the jobs/);
});

test("another tenant sees none of them", async () => {
  const response = await house.get("/api/v1/links", house.theirs);
  await expect(jsonOf(response)).resolves.toEqual({ links: [] });
});

test("GraphQL tells the links of the tenant, and of one plant", async () => {
  const query = `{
    links { name health reason until lastPolledAt sites { key plantId }
      gaps { siteKey from to cause state filledUntil } problems { code detail count seenAt } }
    plants { links { name } }
  }`;
  const { data, errors } = await ask<Record<string, unknown>>(house, house.ours, query);
  expect(errors).toBeUndefined();
  expect(data).toMatchObject({
    links: [
      { name: "Barn", health: "new", until: null },
      {
        name: "Roofs",
        health: "waiting_for_quota",
        until: "2026-06-01T14:05:00.000Z",
        lastPolledAt: "2026-06-01T12:00:00.000Z",
        gaps: [{ cause: "quota", from: "2026-06-01T11:59:00.000Z" }],
        problems: [{ code: "unknown_unit", count: 3 }],
      },
    ],
    plants: [{ links: [{ name: "Roofs" }] }],
  });
  const theirs = await ask<Record<string, unknown>>(house, house.theirs, query);
  expect(theirs.data).toEqual({ links: [], plants: [{ links: [] }] });
});
