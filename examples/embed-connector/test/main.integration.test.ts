import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { VirtualClock } from "@solarmon/core/testing";
import { startFroniusStandIn } from "@solarmon/simulator/vendors";
import { expect, test } from "vitest";

const MAIN = fileURLToPath(new URL("../src/main.ts", import.meta.url));
const NOON = Date.parse("2026-06-01T11:00:00Z");

test("prints what the devices of a site measure now", async () => {
  const world = { timeZone: "Europe/Berlin", noonAt: NOON };
  await using standIn = await startFroniusStandIn(new VirtualClock(NOON), world, "datamanager");
  const address = standIn.settings["address"] ?? "";
  const { stdout } = await promisify(execFile)(process.execPath, [MAIN, address, world.timeZone]);
  const readings: unknown[] = stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  const inverters = readings.filter((reading) => Object(reading).kind === "inverter");
  expect(inverters.length).toBeGreaterThan(0);
  for (const reading of inverters)
    expect(reading).toMatchObject({
      at: "2026-06-01T11:00:00.000Z",
      acPower: expect.any(Number),
      acEnergyTotal: expect.any(Number),
    });
});

test("says what is missing when no address is given", async () => {
  const failure = promisify(execFile)(process.execPath, [MAIN]);
  await expect(failure).rejects.toMatchObject({ stderr: expect.stringContaining("192.168.1.30") });
});
