import { DAY_MS, HOUR_MS, MINUTE_MS } from "@solarmon/core";
import { VirtualClock } from "@solarmon/core/testing";
import { expect, test } from "vitest";
import {
  type Connector,
  createLinkHttp,
  createLinkJobs,
  createMemoryHost,
} from "../../src/index.ts";
import { FakeVendor, LIGHT } from "./support/fake-vendor.ts";

const MORNING = Date.UTC(2026, 5, 10, 8);

/** A vendor whose replies are JSON that the test decides on. */
function jsonVendor(clock: VirtualClock): Connector & { reply: unknown } {
  const fake = new FakeVendor(clock);
  return {
    reply: {},
    decoder: fake.decoder,
    describe: () => fake.describe(),
    quotaKeyOf: () => "acme/1",
    open: (_, host) => {
      const http = createLinkHttp({ vendor: "acme" }, host);
      return {
        discover: async () => [],
        poll: async function* poll() {
          await http.send({ url: "https://acme.example/sites/12345/power" });
          yield { siteKey: "a", readings: [], problems: [] };
        },
        [Symbol.asyncDispose]: async () => undefined,
      };
    },
  };
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

test("what is known of a reply of a hundred fields fits in half a kilobyte", async () => {
  const { connector, runFor, status } = await openLink();
  connector.reply = Object.fromEntries(
    Array.from({ length: 100 }, (_, field) => [`field${field}`, 1]),
  );
  await runFor(2 * HOUR_MS);
  expect(status().progress?.length).toBeLessThan(700);
});
