import assert from "node:assert/strict";
import type { DiscoveredSite } from "../../connector.ts";
import { ConnectorError } from "../../http/connector-error.ts";
import type { ConnectorLaw } from "../suite/connector-law.ts";
import { pollWell } from "../suite/outcome.ts";

function requireCapabilities({ key, capabilities }: DiscoveredSite): void {
  assert.ok(capabilities.length > 0, `site ${key}: what it can tell is not said`);
  const names = capabilities.map(({ name }) => name);
  assert.equal(new Set(names).size, names.length, `site ${key}: a capability is told twice`);
  for (const { name, isAvailable, reason, detail } of capabilities) {
    const what = `site ${key}, ${name}`;
    if (isAvailable) assert.equal(reason, undefined, `${what}: available, and a reason why not`);
    else assert.ok(reason, `${what}: not available, and no reason`);
    assert.ok(isAvailable || (detail ?? "").length > 0, `${what}: nothing is said for people`);
  }
}

export const discoveryLaws: readonly ConnectorLaw[] = [
  {
    name: "every site and device is found, also beyond the first page, and read",
    level: "bronze",
    async run({ subject }) {
      const { link, sites } = await subject.linked();
      const told = sites.map(({ key, devices }) => [key, devices.map((device) => device.key)]);
      const wanted = subject.standIn.sites.map(({ key, devices }) => [
        key,
        devices.map((device) => device.key),
      ]);
      assert.deepEqual(sorted(told), sorted(wanted));
      const { readings } = await pollWell(link, sites);
      const read = new Set(readings.map(({ siteKey }) => siteKey));
      for (const { key } of sites) assert.ok(read.has(key), `site ${key} was not read`);
    },
  },
  {
    name: "a discovery that fails is not taken for an account without sites",
    level: "gold",
    async run({ subject }) {
      const link = await subject.link();
      for (const fault of ["server-error", "cut-off", "not-json"] as const) {
        subject.standIn.misbehave(fault);
        const found: unknown = await link.discover().catch((error: unknown) => error);
        assert.ok(ConnectorError.isConnectorError(found), `nothing is told of "${fault}"`);
      }
    },
  },
  {
    name: "a discovery names sites and devices, and knows the time zone or says that it does not",
    level: "gold",
    async run({ subject }) {
      const link = await subject.link();
      for (const { key, name, timeZone, devices } of await link.discover()) {
        assert.ok(name.length > 0, `site ${key} has no name`);
        const isRight = timeZone === null || timeZone === subject.world.timeZone;
        assert.ok(isRight, `site ${key} is in ${subject.world.timeZone}, not in ${timeZone}`);
        for (const device of devices)
          assert.ok(device.name.length > 0, `device ${device.key} has no name`);
      }
    },
  },
  {
    name: "what a site cannot tell has a reason, and something for people to do",
    level: "gold",
    async run({ subject }) {
      const link = await subject.link();
      for (const site of await link.discover()) requireCapabilities(site);
    },
  },
  {
    name: "a site tells its power exactly where it says that it can",
    level: "gold",
    async run({ subject }) {
      const link = await subject.link();
      const found = await link.discover();
      const sites = await subject.sites(link);
      const { readings } = await pollWell(link, sites);
      for (const { key, capabilities } of found) {
        const claim = capabilities.find(({ name }) => name === "acPower");
        assert.ok(claim, `site ${key} does not say whether it tells acPower`);
        const ofSite = readings.filter(({ siteKey }) => siteKey === key);
        const hasPower = ofSite.some(({ values }) => typeof values["acPower"] === "number");
        assert.equal(hasPower, claim.isAvailable, `site ${key}: acPower`);
      }
    },
  },
];

function sorted(sites: readonly (string | string[])[][]): unknown[] {
  return sites
    .map(([key, devices]) => [key, Array.isArray(devices) ? devices.toSorted() : devices])
    .toSorted(([a], [b]) => String(a).localeCompare(String(b)));
}
