import { createMemoryHost, type KnownSite } from "@solarmon/connectors-kit";
import { MINUTE_MS } from "@solarmon/core";
import { VirtualClock } from "@solarmon/core/testing";
import { expect, test } from "vitest";
import { smaConnector } from "../src/index.ts";
import { startMonitoringStandIn } from "./support/monitoring-stand-in.ts";

const NOW = Date.parse("2026-06-01T11:00:00Z");
const WORLD = { timeZone: "Europe/Berlin", noonAt: NOW };

test("a client whose owners consented by e-mail logs in by itself, and again when its token ends", async () => {
  const clock = new VirtualClock(NOW);
  await using standIn = await startMonitoringStandIn(clock, WORLD, "client_credentials");
  const host = await createMemoryHost(smaConnector, standIn.settings, { clock });
  await using link = smaConnector.open(standIn.settings, host);
  const sites = (await link.discover()).map(({ key, devices }): KnownSite => ({
    key,
    timeZone: WORLD.timeZone,
    devices,
  }));
  clock.advance(10 * MINUTE_MS);
  for await (const { readings, error } of link.poll(sites)) {
    expect(error).toBeUndefined();
    expect(readings.length).toBeGreaterThan(0);
  }
  const logIns = standIn.calls.filter(({ what }) => what === "POST /oauth2/token");
  expect(logIns.map(({ status }) => status)).toEqual([200, 200]);
});
