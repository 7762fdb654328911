import { AuditTrail, type AuditEntry, type AuditPage, type Role } from "@solarmon/core";
import { MemoryAuditLog, MemoryCatalog } from "@solarmon/core/memory";
import { testId } from "@solarmon/core/testing";
import { expect, test, vi } from "vitest";
import { hashPassword } from "../src/index.ts";
import { createHouse, type House, NOW, postRequest } from "./support/house.ts";
import { type Household, PASSWORD } from "./support/household.ts";
import { jsonOf } from "./support/json-of.ts";

// Each log-in takes 0.2 s of a core on purpose.
vi.setConfig({ testTimeout: 30_000 });

async function pageOf(house: House, query = "", of: Household = house.ours): Promise<AuditPage> {
  return jsonOf<AuditPage>(await house.get(`/api/v1/audit${query}`, of));
}

function namesOf(entries: readonly AuditEntry[]): (string | null)[] {
  return entries.map(({ subject }) => subject.name);
}

async function logIn(house: House, email: string, password: string): Promise<Response> {
  return house.api.fetch(postRequest("/api/v1/sessions", { email, password }, {}));
}

async function plantAdded({ audit, ours }: House, name: string): Promise<void> {
  const subject = { kind: "plant", id: testId(5), name } as const;
  const actor = { kind: "command", id: null, name: "ann" } as const;
  await audit.note(ours.scope, { actor, action: "plant.added", subject, after: { name } });
}

test("log-ins are noted for the user's tenant alone: who, when, from where", async () => {
  await using house = await createHouse();
  await logIn(house, "ours@example.org", "not the password");
  await logIn(house, "nobody@example.org", PASSWORD);
  const { entries } = await pageOf(house);
  const { id, email: name } = house.ours.user;
  const rest = { at: NOW, before: null, after: null, address: "unknown" };
  const subject = { kind: "user", id, name };
  expect(entries.map(({ id: _id, ...entry }) => entry)).toEqual([
    { ...rest, subject, action: "user.logged_in", actor: { kind: "user", id, name } },
    {
      ...rest,
      subject,
      action: "user.log_in_failed",
      actor: { kind: "unknown", id: null, name: null },
    },
  ]);
  const theirs = await pageOf(house, "", house.theirs);
  expect(theirs.entries.map(({ action }) => action)).toEqual(["user.logged_in"]);
  expect(JSON.stringify([entries, theirs])).not.toMatch(/not the password|correct horse/);
});

test("a log that is down keeps nobody out, and what it could not keep is counted", async () => {
  const lost: unknown[] = [];
  const log = new MemoryAuditLog(new MemoryCatalog()); // it knows none of the tenants
  const audit = new AuditTrail({ log, onLost: (entry) => lost.push(entry) });
  await using house = await createHouse({ audit });
  expect((await logIn(house, "ours@example.org", PASSWORD)).status).toBe(200);
  await audit[Symbol.asyncDispose]();
  expect(lost).toMatchObject([{ action: "user.logged_in" }]);
  const metrics = await (await house.get("/metrics")).text();
  expect(metrics).toContain("\nsolarmon_audit_lost_total 1\n");
});

test("pages and filters narrow what is shown", async () => {
  await using house = await createHouse();
  for (const name of ["a", "b", "c"]) await plantAdded(house, name);
  const first = await pageOf(house, "?action=plant.added&limit=2");
  expect(namesOf(first.entries)).toEqual(["c", "b"]);
  const second = await pageOf(house, `?action=plant.added&limit=2&cursor=${first.next}`);
  expect([namesOf(second.entries), second.next]).toEqual([["a"], null]);
  const of = await pageOf(house, `?subject=${house.ours.user.id}`);
  expect(of.entries.map(({ action }) => action)).toEqual(["user.logged_in"]);
  expect((await pageOf(house, "?from=2026-06-01T12:00:00Z")).entries).toHaveLength(4);
  expect((await pageOf(house, "?to=2026-06-01T12:00:00Z")).entries).toEqual([]);
});

test.each(["?action=plant.painted", "?cursor=x", "?limit=0", "?from=yesterday"])(
  "%s is refused",
  async (query) => {
    await using house = await createHouse();
    const response = await house.get(`/api/v1/audit${query}`, house.ours);
    expect(response.status).toBe(400);
  },
);

test("only owners see it", async () => {
  await using house = await createHouse();
  expect((await house.get("/api/v1/audit")).status).toBe(401);
  const passwordHash = await hashPassword(PASSWORD);
  for (const role of ["manager", "operator", "viewer"] satisfies Role[]) {
    const email = `${role}@example.org`;
    await house.catalog.forTenant(house.ours.scope).addUser({ email, role, passwordHash });
    const { token } = await jsonOf<{ token: string }>(await logIn(house, email, PASSWORD));
    const response = await house.api.fetch(
      new Request("http://solarmon.test/api/v1/audit", {
        headers: { authorization: `Bearer ${token}` },
      }),
    );
    expect(response.status).toBe(403);
  }
});
