import { AuditTrail, type NewAuditEntry, type SolarmonError } from "@solarmon/core";
import { scopeOf } from "@solarmon/core/authority";
import { MemoryAuditLog, MemoryCatalog } from "@solarmon/core/memory";
import { testId, testScope, VirtualClock } from "@solarmon/core/testing";
import { expect, test } from "vitest";

const ACT = {
  actor: { kind: "system", id: null, name: null },
  action: "device.added",
  subject: { kind: "device", id: testId(5), name: "Inverter 1" },
} as const;

async function openTrail() {
  const clock = new VirtualClock(1_000);
  const catalog = new MemoryCatalog();
  const scope = scopeOf((await catalog.addTenant("Acme")).id);
  const lost: [NewAuditEntry, SolarmonError][] = [];
  const log = new MemoryAuditLog(catalog);
  const trail = new AuditTrail({ log, clock, onLost: (...given) => lost.push(given) });
  return { trail, scope, lost };
}

test("an act is kept with its time, and without what was not told", async () => {
  const { trail, scope, lost } = await openTrail();
  await trail.note(scope, ACT);
  const { entries } = await trail.log.page(scope);
  expect(entries).toMatchObject([{ ...ACT, at: 1_000, before: null, after: null, address: null }]);
  expect([lost.length, trail.lostEntries]).toEqual([0, 0]);
});

test("an act that cannot be kept is told whole and counted, and its caller goes on", async () => {
  const { trail, lost } = await openTrail();
  await trail.note(testScope(77), { ...ACT, after: { name: "Inverter 1" } });
  expect(trail.lostEntries).toBe(1);
  expect(lost).toMatchObject([[{ ...ACT, after: { name: "Inverter 1" } }, { code: "not_found" }]]);
});

test("what nobody waited for is waited for at the end", async () => {
  const { trail, scope } = await openTrail();
  void trail.note(scope, ACT);
  await trail[Symbol.asyncDispose]();
  await expect(trail.log.page(scope)).resolves.toMatchObject({ entries: [ACT] });
});
