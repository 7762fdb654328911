import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { systemClock } from "@solarmon/core";
import { scopeOf } from "@solarmon/core/authority";
import { openCatalog, openLinkStore, openQuotaStore, openSecretStore } from "@solarmon/embedded";
import {
  LinkHosts,
  LinkPoller,
  linkSecretNames,
  OneTimeTokens,
  openLink,
} from "@solarmon/ingest/poller";
import { expect, test } from "vitest";
import { LocalDesk } from "../../src/links/local-desk.ts";
import { acmeConnector } from "../support/acme.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const SECRET = "correct horse battery";
const SETTINGS = { account: "ann", password: SECRET };

async function openDesk() {
  const stack = new AsyncDisposableStack();
  const folder = stack.use(await temporaryFolder());
  const catalog = stack.use(await openCatalog({ file: join(folder.path, "catalog.db") }));
  const secrets = await openSecretStore({ dir: folder.path });
  const links = openLinkStore({ catalog });
  const clock = systemClock;
  const hosts = new LinkHosts({ quotas: openQuotaStore({ catalog }), clock });
  const vendor = { password: SECRET };
  const connector = acmeConnector(() => vendor.password);
  const accepted: unknown[] = [];
  const intake = {
    accept: async ({ payload }: { readonly payload: unknown }) => (accepted.push(payload), []),
    isFull: false,
    whenRoom: () => undefined,
  };
  const connectorOf = async (name: string) => (name === "acme" ? connector : undefined);
  const open = { catalog, intake, secrets, hosts, clock, connectorOf };
  const poller = new LinkPoller({ links, clock, open: (link) => openLink(link, open) });
  stack.defer(() => poller.stop());
  const follower = { wake: () => undefined };
  const oneTime = new OneTimeTokens(secrets, clock);
  const parts = { links, secrets, oneTime, hosts, poller, follower, open };
  const desk = new LocalDesk({ ...parts, isServing: true });
  const tenant = await catalog.addTenant("Helios");
  const own = catalog.forTenant(scopeOf(tenant.id));
  const plant = await own.addPlant({
    name: "Roof",
    timeZone: "UTC",
    latitudeDeg: null,
    longitudeDeg: null,
    dcKwp: null,
    acKw: null,
    arrays: [],
  });
  const request = {
    tenantId: tenant.id,
    vendor: "acme",
    name: "Roofs",
    settings: SETTINGS,
    sites: [{ key: "1", plantId: plant.id }],
  };
  const done = stack.move();
  return {
    desk,
    poller,
    request,
    vendor,
    secrets,
    accepted,
    dir: folder.path,
    links: links.forTenant(scopeOf(tenant.id)),
    [Symbol.asyncDispose]: () => done.disposeAsync(),
  };
}

test("a link that is connected is read", async () => {
  await using opened = await openDesk();
  const { desk, poller, request, accepted } = opened;
  const link = await desk.connect(request);
  await poller.runDue();
  expect(accepted).toMatchObject([{ readings: [{ acPower: 5 }] }]);
  const key = { tenantId: link.tenantId, linkId: link.id };
  await expect(desk.status(key)).resolves.toMatchObject({ health: "ok" });
  const { polls, budgets } = await desk.poll(key);
  expect(polls).toMatchObject([{ siteKey: "1", readings: [{ deviceId: "SN1" }], error: null }]);
  expect(budgets).toMatchObject([{ rule: "minute", limit: 50, remaining: 46 }]);
});

test("no secret stands in a file, and none is shown", async () => {
  await using opened = await openDesk();
  const { desk, poller, request, links, dir } = opened;
  const { id } = await desk.connect(request);
  await poller.runDue();
  expect(JSON.stringify(await links.link(id))).not.toContain(SECRET);
  const files = (await readdir(dir, { withFileTypes: true })).filter((entry) => entry.isFile());
  expect(files.length).toBeGreaterThan(2);
  const texts = await Promise.all(files.map(({ name }) => readFile(join(dir, name), "latin1")));
  expect(texts.join("\n")).not.toContain(SECRET);
});

test("a visit with a wrong password says so, and shows no password", async () => {
  await using opened = await openDesk();
  const settings = { account: "ann", password: "wrong horse battery" };
  const visiting = opened.desk.visit({ vendor: "acme", settings, isPolled: true });
  const error: unknown = await visiting.catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: "unauthenticated" });
  expect(String(error)).not.toContain("horse");
});

test("a link that needs login is read again after a sign-in", async () => {
  await using opened = await openDesk();
  const { desk, poller, request, vendor } = opened;
  const { id, tenantId } = await desk.connect(request);
  const key = { tenantId, linkId: id };
  vendor.password = "a new one";
  await poller.runDue();
  await expect(desk.status(key)).resolves.toMatchObject({ health: "needs_login" });
  expect(poller.nextAt).toBe(Number.POSITIVE_INFINITY);
  await desk.signIn({ ...key, settings: { password: "a new one" } });
  await poller.runDue();
  await expect(desk.status(key)).resolves.toMatchObject({ health: "ok" });
});

test("a setting that is no secret can be changed, too", async () => {
  await using opened = await openDesk();
  const { desk, poller, request, links } = opened;
  const { id, tenantId } = await desk.connect(request);
  await poller.runDue();
  await desk.signIn({ tenantId, linkId: id, settings: { account: "bob" } });
  await poller.runDue();
  await expect(links.link(id)).resolves.toMatchObject({
    settings: { account: "bob" },
    status: { health: "ok" },
  });
});

test("a removed link is gone with its secrets", async () => {
  await using opened = await openDesk();
  const { desk, poller, request, secrets, links } = opened;
  const { id, tenantId } = await desk.connect(request);
  await poller.runDue();
  await desk.remove({ tenantId, linkId: id });
  expect(poller.linkCount).toBe(0);
  await expect(links.links()).resolves.toEqual([]);
  await expect(secrets.get(linkSecretNames(id).settings)).resolves.toBeUndefined();
  const again = desk.remove({ tenantId, linkId: id });
  await expect(again).rejects.toMatchObject({ code: "not_found" });
});

test("two links of a vendor cannot read one plant", async () => {
  await using opened = await openDesk();
  const { desk, request } = opened;
  await desk.connect(request);
  const second = desk.connect({ ...request, name: "Second" });
  await expect(second).rejects.toMatchObject({ code: "conflict" });
});
