import { userInfo } from "node:os";
import type { AuditEntry, Link, LinkStore } from "@solarmon/core";
import { AuditTrail } from "@solarmon/core";
import { scopeOf } from "@solarmon/core/authority";
import { MemoryAuditLog, MemoryCatalog, MemoryLinkStore } from "@solarmon/core/memory";
import { assert, asyncProperty, constantFrom, dictionary, uuid } from "fast-check";
import { expect, test } from "vitest";
import { SYSTEM } from "../../src/audit/actors.ts";
import { AuditedCatalog } from "../../src/audit/audited-catalog.ts";
import { AuditedDesk } from "../../src/audit/audited-desk.ts";
import type { LinkDesk } from "../../src/links/link-desk.ts";
import { answersOf, createRemoteDesk } from "../../src/links/remote-desk.ts";

async function openHouse() {
  const inner = new MemoryCatalog();
  const lost: string[] = [];
  const log = new MemoryAuditLog(inner);
  const trail = new AuditTrail({ log, onLost: (_, error) => lost.push(error.message) });
  const catalog = new AuditedCatalog(inner, { trail, actor: SYSTEM });
  const tenant = await catalog.addTenant("Helios");
  const scope = scopeOf(tenant.id);
  const links = new MemoryLinkStore({ catalog: inner });
  const entries = async (): Promise<readonly AuditEntry[]> => (await log.page(scope)).entries;
  return { catalog, tenant, scope, links, trail, entries, lost };
}

const PLANT = {
  name: "Roof",
  timeZone: "UTC",
  latitudeDeg: null,
  longitudeDeg: null,
  dcKwp: 10,
  acKw: null,
  arrays: [{ tiltDeg: 30, azimuthDeg: 180, dcKwp: 10 }],
};

async function refuse(): Promise<never> {
  throw new Error("not asked for here");
}

/** Puts links into a store, settings and all: even a store that keeps secrets must not make the log tell them. */
function deskOver(links: LinkStore): LinkDesk {
  return {
    visit: refuse,
    poll: refuse,
    status: refuse,
    connect: ({ tenantId, vendor, name, settings, sites }) =>
      links
        .forTenant(scopeOf(tenantId))
        .addLink({ vendor, name, settings: { ...settings }, sites }),
    remove: ({ tenantId, linkId }) => links.forTenant(scopeOf(tenantId)).removeLink(linkId),
    async signIn({ tenantId, linkId, settings }) {
      const change = { settings: { ...settings } };
      await links.forTenant(scopeOf(tenantId)).changeLink(linkId, change);
    },
    backfill: async () => undefined,
  };
}

/** Texts that stand nowhere else. */
const secret = uuid().map((id) => `s3cret-${id}`);
const settings = dictionary(constantFrom("token", "password", "address", "consent"), secret);

test("whatever the secrets are, no entry holds one, and every act has its entry", async () => {
  await assert(
    asyncProperty(secret, secret, settings, settings, async (hash, password, given, later) => {
      const { catalog, tenant, scope, links, trail, entries, lost } = await openHouse();
      const own = catalog.forTenant(scope);
      const plant = await own.addPlant(PLANT);
      const device = await own.addDevice({
        plantId: plant.id,
        parentId: null,
        name: "Inverter",
        kind: "inverter",
        ratedPowerW: null,
        intervalMs: null,
      });
      const place = { plantId: plant.id, deviceId: device.id };
      const credential = await own.addCredential({ ...place, secretHash: hash });
      await own.revokeCredential(credential.id);
      await own.addUser({ email: "ann@example.com", role: "owner", passwordHash: password });
      const desk = new AuditedDesk(deskOver(links), { links, trail, actor: SYSTEM });
      const link = await desk.connect({
        tenantId: tenant.id,
        vendor: "acme",
        name: "Roofs",
        settings: given,
        sites: [{ key: "1", plantId: plant.id }],
      });
      const key = { tenantId: tenant.id, linkId: link.id };
      await desk.signIn({ ...key, settings: later });
      await desk.backfill({ ...key, siteKeys: ["1"], span: { start: 0, end: 1 } });
      await desk.remove(key);
      const noted = await entries();
      expect(noted.map(({ action }) => action)).toEqual([
        "link.removed",
        "backfill.started",
        "link.signed_in",
        "link.connected",
        "user.added",
        "credential.revoked",
        "credential.added",
        "device.added",
        "plant.added",
        "tenant.added",
      ]);
      expect(lost).toEqual([]);
      expect(JSON.stringify(noted)).not.toContain("s3cret-");
      expect(noted[2]?.after).toEqual({ settingsGiven: Object.keys(later) });
    }),
    { numRuns: 50 },
  );
});

test("what another process is asked for stands under the name of who asked", async () => {
  const { tenant, links, trail, entries } = await openHouse();
  const desk = new AuditedDesk(deskOver(links), { links, trail, actor: SYSTEM });
  const answers = answersOf(desk);
  const remote = createRemoteDesk(async (method, json) =>
    JSON.stringify((await answers.get(method)?.(json)) ?? null),
  );
  const rest = { tenantId: tenant.id, vendor: "acme", name: "Roofs", settings: {}, sites: [] };
  const { id } = await remote.connect(rest);
  await remote.remove({ tenantId: tenant.id, linkId: id });
  const actors = (await entries()).slice(0, 2).map(({ actor }) => actor.name);
  expect(actors).toEqual([userInfo().username, userInfo().username]);
});

test("a link of very many sites has an entry that tells how many", async () => {
  const { catalog, tenant, scope, links, trail, entries, lost } = await openHouse();
  const plant = await catalog.forTenant(scope).addPlant(PLANT);
  const sites = Array.from({ length: 5_000 }, (_, n): Link["sites"][number] => {
    return { key: `${n}`.padEnd(300, "x"), plantId: plant.id };
  });
  const desk = new AuditedDesk(deskOver(links), { links, trail, actor: SYSTEM });
  await desk.connect({ tenantId: tenant.id, vendor: "acme", name: "All", settings: {}, sites });
  expect(lost).toEqual([]);
  expect((await entries())[0]?.after).toMatchObject({ siteCount: 5_000 });
});

test("what fails is no act", async () => {
  const { catalog, scope, entries } = await openHouse();
  const own = catalog.forTenant(scope);
  await own.addPlant(PLANT);
  await expect(own.addPlant(PLANT)).rejects.toMatchObject({ code: "conflict" });
  expect((await entries()).map(({ action }) => action)).toEqual(["plant.added", "tenant.added"]);
});
