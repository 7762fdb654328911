import { MINUTE_MS, type NewAlarm, type Role } from "@solarmon/core";
import { testId } from "@solarmon/core/testing";
import { beforeEach, afterEach, describe, expect, test } from "vitest";
import { hashPassword } from "../src/index.ts";
import { createHouse, type House, NOW, postRequest } from "./support/house.ts";
import { type Household, PASSWORD } from "./support/household.ts";
import { jsonOf } from "./support/json-of.ts";
import { ask } from "./support/live-client.ts";

interface Listed {
  readonly alarms: readonly { readonly id: string; readonly subject: { readonly name: string } }[];
  readonly next: string | null;
}

let house: House;
let [plantAlarm, deviceAlarm]: NewAlarm[] = [];

function alarmOf({ tenant, plant, devices }: Household, n: number): NewAlarm {
  const isPlant = n === 1;
  const { id, name } = isPlant ? plant : devices[0];
  return {
    id: testId(n),
    tenantId: tenant.id,
    plantId: plant.id,
    subject: { type: isPlant ? "plant" : "device", id, name },
    kind: isPlant ? "communication_lost" : "device_silent",
    severity: isPlant ? "critical" : "warning",
    raisedAt: NOW + n * MINUTE_MS,
    evidence: {
      since: NOW - 60 * MINUTE_MS,
      values: { silentMs: 3_600_000, reason: "none", power: null },
      threshold: { silentMs: 3_600_000, light: "day" },
    },
  };
}

beforeEach(async () => {
  house = await createHouse();
  [plantAlarm, deviceAlarm] = [alarmOf(house.ours, 1), alarmOf(house.ours, 2)];
  const folded = [{ id: testId(2), parentId: testId(1) }];
  const raised = [plantAlarm, deviceAlarm, alarmOf(house.theirs, 3)];
  await house.alarms.apply({ ended: [], raised, cleared: [], folded });
});
afterEach(() => house[Symbol.asyncDispose]());

async function list(query = ""): Promise<Listed> {
  return jsonOf<Listed>(await house.get(`/api/v1/alarms${query}`, house.ours));
}

async function post(path: string, body: unknown, token: string): Promise<Response> {
  const headers = { authorization: `Bearer ${token}` };
  return house.api.fetch(postRequest(`/api/v1/alarms/${path}`, body, headers));
}

async function tokenOf(role: Role): Promise<string> {
  const own = house.catalog.forTenant(house.ours.scope);
  const email = `${role}@example.org`;
  await own.addUser({ email, role, passwordHash: await hashPassword(PASSWORD) });
  const request = postRequest("/api/v1/sessions", { email, password: PASSWORD }, {});
  return (await jsonOf<{ token: string }>(await house.api.fetch(request))).token;
}

describe("REST", () => {
  test("lists the tenant's alarms newest first, page by page, with why", async () => {
    const { alarms, next } = await list();
    expect(next).toBeNull();
    const { tenantId: _, ...shown } = plantAlarm ?? alarmOf(house.ours, 1);
    expect(alarms).toMatchObject([
      { id: testId(2), parentId: testId(1), foldedCount: 0, resolvedAt: null },
      { ...shown, parentId: null, foldedCount: 1 },
    ]);
    expect(JSON.stringify(alarms)).not.toContain(house.ours.tenant.id);
    const first = await list("?limit=1");
    const second = await list(`?limit=1&cursor=${first.next}`);
    expect([first, second].map((page) => page.alarms.map(({ id }) => id))).toEqual([
      [testId(2)],
      [testId(1)],
    ]);
    await expect(list("?folded=hide")).resolves.toMatchObject({ alarms: [{ id: testId(1) }] });
    await expect(list(`?plant=${house.theirs.plant.id}`)).resolves.toMatchObject({ alarms: [] });
  });

  test.each(["?state=new", "?folded=1", "?cursor=x", "?limit=0"])(
    "%s is refused",
    async (query) => {
      expect((await house.get(`/api/v1/alarms${query}`, house.ours)).status).toBe(400);
    },
  );

  test("an alarm is acknowledged and resolved by whoever is logged in, and it is noted", async () => {
    const token = await house.token(house.ours);
    const by = "ours@example.org";
    const acknowledged = await post(`${testId(1)}/acknowledge`, "", token);
    await expect(jsonOf(acknowledged)).resolves.toMatchObject({
      acknowledgedAt: NOW,
      acknowledgedBy: by,
    });
    const resolved = await post(`${testId(1)}/resolve`, { reason: "cable cut" }, token);
    const resolution = { how: "by_hand", by, reason: "cable cut" };
    await expect(jsonOf(resolved)).resolves.toMatchObject({ resolvedAt: NOW, resolution });
    await expect(list("?folded=hide")).resolves.toMatchObject({ alarms: [{ id: testId(2) }] });
    await expect(list("?state=resolved")).resolves.toMatchObject({ alarms: [{ id: testId(1) }] });
    expect((await list("?state=all")).alarms).toHaveLength(2);
    const { entries } = await house.audit.log.page(house.ours.scope, { subjectId: testId(1) });
    expect(entries).toMatchObject([
      { action: "alarm.resolved", actor: { name: by }, after: { reason: "cable cut" } },
      { action: "alarm.acknowledged", subject: { kind: "alarm", name: "ours roof" } },
    ]);
  });

  test("someone else's and unknown alarms give the same answer, and nothing is done", async () => {
    const token = await house.token(house.ours);
    const answers = new Set<string>();
    for (const id of [testId(3), testId(99), "x"])
      for (const [act, body] of [
        ["acknowledge", ""],
        ["resolve", { reason: "mine" }],
      ] as const) {
        const response = await post(`${id}/${act}`, body, token);
        expect(response.status).toBe(404);
        answers.add((await response.text()).replaceAll(id, "ID"));
      }
    expect(answers.size).toBe(1);
    const theirs = await house.alarms.forTenant(house.theirs.scope).alarm(testId(3));
    expect(theirs).toMatchObject({ acknowledgedAt: null, resolvedAt: null });
  });

  test.each([
    "",
    {},
    { reason: "" },
    { reason: "  " },
    { reason: 7 },
    { reason: "x".repeat(1_001) },
  ])("resolving with %j is refused", async (body) => {
    const token = await house.token(house.ours);
    expect((await post(`${testId(1)}/resolve`, body, token)).status).toBe(400);
  });

  test("viewers and nobody may not change an alarm; operators may", async () => {
    const [viewer, operator] = [await tokenOf("viewer"), await tokenOf("operator")];
    for (const act of ["acknowledge", "resolve"]) {
      const body = { reason: "x" };
      expect((await post(`${testId(1)}/${act}`, body, viewer)).status).toBe(403);
      expect((await post(`${testId(1)}/${act}`, body, "none")).status).toBe(401);
    }
    const left = await house.alarms.forTenant(house.ours.scope).alarm(testId(1));
    expect(left).toMatchObject({ acknowledgedAt: null, resolvedAt: null });
    expect((await post(`${testId(1)}/acknowledge`, "", operator)).status).toBe(200);
  });
});

describe("GraphQL", () => {
  const query = `query Alarms($open: Boolean, $folded: Boolean, $plantId: ID, $limit: Int, $after: String) {
    alarms(open: $open, folded: $folded, plantId: $plantId, limit: $limit, after: $after) {
      next
      alarms {
        id plantId plantName kind severity raisedAt since parentId foldedCount resolvedAt resolvedHow reason
        subject { type id name } values { name number text } threshold { name number text }
      }
    }
  }`;
  const asked = (variables: object, of = house.ours) =>
    ask<{ alarms: Listed }>(house, of, query, { ...variables });

  test("tells alarms with names and evidence, and narrows as asked", async () => {
    const { data, errors } = await asked({ folded: false });
    expect(errors).toBeUndefined();
    expect(data?.alarms).toMatchObject({
      next: null,
      alarms: [
        {
          id: testId(1),
          plantName: "ours roof",
          subject: { type: "plant", name: "ours roof" },
          since: "2026-06-01T11:00:00.000Z",
          values: [
            { name: "silentMs", number: 3_600_000, text: null },
            { name: "reason", number: null, text: "none" },
            { name: "power", number: null, text: null },
          ],
          foldedCount: 1,
        },
      ],
    });
    const page = await asked({ open: true, plantId: house.ours.plant.id, limit: 1 });
    expect(page.data?.alarms).toMatchObject({ alarms: [{ id: testId(2) }] });
    const rest = await asked({ after: page.data?.alarms.next, limit: 5 });
    expect(rest.data?.alarms).toMatchObject({ alarms: [{ id: testId(1) }], next: null });
  });

  test("shows another tenant its own only, and refuses what makes no sense", async () => {
    const theirs = await asked({}, house.theirs);
    expect(theirs.data?.alarms.alarms.map(({ id }) => id)).toEqual([testId(3)]);
    for (const variables of [{ limit: 0 }, { limit: 5_000 }, { after: "x" }]) {
      const { errors } = await asked(variables);
      expect(errors).toMatchObject([{ extensions: { code: "invalid_argument" } }]);
    }
  });
});
