import { DAY_MS, HOUR_MS, MINUTE_MS } from "@solarmon/core";
import { VirtualClock } from "@solarmon/core/testing";
import { expect, test } from "vitest";
import {
  type Connector,
  createLinkHttp,
  createLinkJobs,
  createMemoryHost,
  type LinkHost,
  type LinkSettings,
  type VendorLink,
} from "../../src/index.ts";
import { FakeVendor, LIGHT } from "./support/fake-vendor.ts";

const MORNING = Date.UTC(2026, 5, 10, 8);

/** A vendor whose replies are JSON that the test decides on. */
function jsonVendor(clock: VirtualClock): Connector & { reply: unknown; path: string } {
  const fake = new FakeVendor(clock);
  const vendor = {
    reply: {} as unknown,
    path: "/sites/12345/power",
    decoder: fake.decoder,
    describe: () => fake.describe(),
    quotaKeyOf: () => "acme/1",
    open: (_: LinkSettings, host: LinkHost): VendorLink => {
      const http = createLinkHttp({ vendor: "acme" }, host);
      return {
        discover: async () => [],
        poll: async function* poll() {
          await http.send({ url: `https://acme.example${vendor.path}` });
          yield { siteKey: "a", readings: [], problems: [] };
        },
        [Symbol.asyncDispose]: async () => undefined,
      };
    },
  };
  return vendor;
}

async function openLink() {
  const clock = new VirtualClock(MORNING);
  const connector = jsonVendor(clock);
  const fetch = async () => new Response(JSON.stringify(connector.reply));
  const host = await createMemoryHost(connector, {}, { clock, fetch });
  const site = { key: "a", timeZone: "Europe/Berlin", daylight: LIGHT };
  const sink = { store: async () => undefined };
  const open = (progress: string | null) =>
    createLinkJobs({ id: "1", connector, settings: {}, host, sites: [site], sink, progress });
  let jobs = open(null);
  const runFor = async (durationMs: number) => {
    const until = clock.now() + durationMs;
    while (jobs.nextAt <= until) {
      clock.set(Math.max(clock.now(), jobs.nextAt));
      await jobs.run();
    }
    clock.set(until);
  };
  const restart = () => (jobs = open(jobs.status().progress));
  return { connector, clock, runFor, restart, status: () => jobs.status() };
}

test("a field that never was there before is told for a day, also after a restart", async () => {
  const { connector, runFor, restart, status } = await openLink();
  connector.reply = { power: 1, night: null };
  await runFor(12 * HOUR_MS);
  // Still learning: not every field comes at every hour.
  connector.reply = { power: 1, night: 2 };
  await runFor(36 * HOUR_MS);
  expect(status().health).toBe("ok");
  restart();
  connector.reply = { power: 1, frequency: 50 };
  await runFor(10 * MINUTE_MS);
  expect(status()).toMatchObject({
    health: "degraded",
    reason: "vendor format changed: new field /frequency (number)",
  });
  await runFor(DAY_MS);
  expect(status()).toMatchObject({ health: "ok", reason: null });
});

test("a value of another type is a change, too; a missing or null one is for the decoder to tell", async () => {
  const { connector, runFor, status } = await openLink();
  connector.reply = { power: 1, voltage: 230 };
  await runFor(30 * HOUR_MS);
  connector.reply = { power: null };
  await runFor(HOUR_MS);
  expect(status().health).toBe("ok");
  connector.reply = { power: "1 W" };
  await runFor(HOUR_MS);
  expect(status().reason).toBe("vendor format changed: new field /power (string)");
});

test("the first value of a field that was null for long is no news", async () => {
  const { connector, runFor, status } = await openLink();
  connector.reply = { power: 1, error: null };
  await runFor(30 * HOUR_MS);
  connector.reply = { power: 1, error: "E12" };
  await runFor(HOUR_MS);
  expect(status().health).toBe("ok");
});

const fieldsOf = (count: number): Record<string, number> =>
  Object.fromEntries(Array.from({ length: count }, (_, field) => [`field${field}`, 1]));

test("what is known of a reply of a hundred fields fits in half a kilobyte", async () => {
  const { connector, runFor, status } = await openLink();
  connector.reply = fieldsOf(100);
  await runFor(2 * HOUR_MS);
  expect(status().progress?.length).toBeLessThan(600);
});

/** By serial number. */
const inverters = (fields: object): Record<string, object> =>
  Object.fromEntries(
    Array.from({ length: 40 }, (_, index) => [`7E10${index + 10}B0-6${index % 10}`, fields]),
  );

test("of hundreds of fields one that is new is told, and serial numbers are no fields", async () => {
  const { connector, runFor, status } = await openLink();
  connector.reply = { ...fieldsOf(400), inverters: inverters({ power: { unit: "W" } }) };
  await runFor(2 * DAY_MS);
  expect(status()).toMatchObject({ health: "ok", reason: null });
  connector.reply = { ...fieldsOf(400), inverters: inverters({ power: { unit: "W", phase: 1 } }) };
  await runFor(HOUR_MS);
  expect(status().reason).toBe(
    "vendor format changed: new field /inverters/*/power/phase (number)",
  );
  expect(status().progress?.length).toBeLessThan(2_000);
});

test("a vendor with more fields than can be watched is read all the same, and it is said", async () => {
  const { connector, runFor, restart, status } = await openLink();
  connector.reply = fieldsOf(1_500);
  await runFor(2 * DAY_MS);
  const reason = expect.stringContaining("too many fields");
  expect(status()).toMatchObject({ health: "ok", reason });
  expect(status().progress?.length).toBeLessThan(2_200);
  restart();
  expect(status()).toMatchObject({ health: "ok", reason });
});

test("one object is the same as a list with it", async () => {
  const { connector, runFor, status } = await openLink();
  connector.reply = [{ power: 1 }, { power: 2 }];
  await runFor(2 * DAY_MS);
  connector.reply = { power: 1 };
  await runFor(HOUR_MS);
  expect(status()).toMatchObject({ health: "ok", reason: null });
});

test("what is first asked after weeks is learned like the rest", async () => {
  const { connector, runFor, status } = await openLink();
  connector.reply = { power: 1 };
  await runFor(3 * DAY_MS);
  connector.path = "/sites/12345/month";
  connector.reply = { energy: 1, night: null };
  await runFor(HOUR_MS);
  connector.reply = { energy: 1, night: 2 };
  await runFor(DAY_MS);
  expect(status()).toMatchObject({ health: "ok", reason: null });
  connector.reply = { energy: 1, night: 2, peak: 3 };
  await runFor(DAY_MS / 2);
  expect(status().reason).toBe("vendor format changed: new field /peak (number)");
});
