import {
  ConnectorError,
  createDaylight,
  createLinkJobs,
  createMemoryHost,
  type VendorLink,
} from "@solarmon/connectors-kit";
import { type Link, MINUTE_MS } from "@solarmon/core";
import { testId, VirtualClock } from "@solarmon/core/testing";
import { expect, test } from "vitest";
import { DEFAULT_ALARM_LIMITS } from "../../src/alarms/alarm-limits.ts";
import { linkConditions } from "../../src/alarms/link-conditions.ts";
import { acmeConnector } from "../poller/acme.ts";

/** What the alarms make of a link whose vendor answers polls like that. */
async function kindsThere(poll: VendorLink["poll"]): Promise<readonly string[]> {
  const clock = new VirtualClock();
  const connector = acmeConnector(() => ({
    discover: async () => [],
    poll,
    [Symbol.asyncDispose]: async () => undefined,
  }));
  const settings = { account: "ann", password: "x" };
  await using jobs = createLinkJobs({
    id: testId(1),
    connector,
    settings,
    host: await createMemoryHost(connector, settings, { clock }),
    sites: [{ key: "4711", timeZone: "UTC", daylight: createDaylight(null, "UTC") }],
    sink: { store: async () => undefined },
    progress: null,
  });
  for (let minute = 0; minute < 120; minute += 1) {
    await jobs.run();
    clock.advance(MINUTE_MS);
  }
  const link: Link = {
    id: testId(1),
    tenantId: testId(2),
    vendor: "acme",
    name: "Roofs",
    settings: {},
    sites: [],
    status: jobs.status(),
    createdAt: clock.now() - 120 * MINUTE_MS,
  };
  const conditions = linkConditions(link, clock.now(), DEFAULT_ALARM_LIMITS);
  return conditions.filter(({ state }) => state === "there").map(({ kind }) => kind);
}

const failing = (kind: ConnectorError["kind"]): VendorLink["poll"] =>
  // oxlint-disable-next-line require-yield -- it fails before the first page
  async function* poll() {
    throw new ConnectorError(kind, "acme", "no");
  };

test.each([
  ["auth", "link_needs_login"],
  ["transient", "link_vendor_down"],
  ["protocol", "link_format_changed"],
] as const)("what the jobs of the kit tell of a failure of kind %s is %s", async (kind, alarm) => {
  await expect(kindsThere(failing(kind))).resolves.toEqual([alarm]);
});

test("a reply whose unit has changed is a changed format", async () => {
  const problem = { code: "unknown_unit", path: "/power/unit", detail: "unit hp" } as const;
  const page = { siteKey: "4711", readings: [], problems: [problem] };
  const poll: VendorLink["poll"] = async function* () {
    yield page;
  };
  await expect(kindsThere(poll)).resolves.toEqual(["link_format_changed"]);
});
