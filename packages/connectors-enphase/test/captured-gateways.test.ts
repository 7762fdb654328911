import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createMemoryHost, type DecodedReading, type Fetch } from "@solarmon/connectors-kit";
import { VirtualClock } from "@solarmon/core/testing";
import { describe, expect, it } from "vitest";
import { enphaseGatewayConnector } from "../src/index.ts";
import { allOf } from "./support/open-link.ts";
import { CAPTURES, HAS_CAPTURES, RECEIVED_AT } from "./support.ts";

/** Files of captures are named after their address. */
function replaying(folder: string): Fetch {
  return async (url) => {
    const { pathname, search } = new URL(url);
    if (pathname === "/auth/check_jwt") return new Response("<h2>Valid token.</h2>");
    const name = pathname.slice(1).replaceAll("/", "_");
    const query = search.slice(1).replaceAll("=", "_");
    const files = [query === "" ? name : `${name}_${query}`, name];
    const file = files.map((path) => new URL(`local/${folder}/${path}`, CAPTURES)).find(existsSync);
    if (!file) return new Response("<html>Not Found</html>", { status: 404 });
    const body = readFileSync(file);
    return new Response(body, { status: statusOf(file) });
  };
}

function statusOf(file: URL): number {
  const log = new URL(`${file.href}_log.json`);
  const { code }: { code?: number } = existsSync(log) ? JSON.parse(readFileSync(log, "utf8")) : {};
  return code ?? 200;
}

interface Polled {
  readonly devices: readonly string[];
  readonly readings: readonly DecodedReading[];
}

async function pollCapture(folder: string, inverters = "together"): Promise<Polled> {
  const clock = new VirtualClock(RECEIVED_AT);
  const settings = { address: "http://envoy.local", token: "pasted-by-hand", inverters };
  const fetch = replaying(folder);
  const host = await createMemoryHost(enphaseGatewayConnector, settings, { clock, fetch });
  await using link = enphaseGatewayConnector.open(settings, host);
  const sites = await link.discover();
  const known = sites.map(({ key, devices }) => ({ key, timeZone: "UTC", devices }));
  const pages = await allOf(link.poll(known));
  expect(pages.map(({ error }) => error)).toEqual([undefined]);
  return {
    devices: sites.flatMap(({ devices }) => devices.map(({ key, kind }) => `${kind} ${key}`)),
    readings: pages.flatMap(({ readings }) => readings),
  };
}

/** It has web pages only. */
const TOO_OLD = "3.7.0";
const FOLDERS = HAS_CAPTURES
  ? readdirSync(new URL("local/", CAPTURES)).filter((folder) => folder !== TOO_OLD)
  : [];

/** Read from the payloads by eye. */
const PRODUCTION = [
  ["7.6.175_with_cts", "meter:production", { acPower: 488.925, acEnergyTotal: 3_183_793.885 }],
  // The sum of its micro-inverters ran over at 2^32 J: it shows 1,193,046 Wh less.
  ["7.6.114_without_cts", "production", { acPower: 586, acEnergyTotal: 1_544_282 }],
  // The CT that is not there shows 4 W and 1,583 Wh.
  ["8.2.4264_metered_noct", "inverters", { acPower: 5_521, acEnergyTotal: 32_465_106 }],
  [
    "8.2.4345_with_device_data",
    "meter:production",
    { acPower: 807.326, acEnergyTotal: 1_243_812.228 },
  ],
] as const;

describe.skipIf(!HAS_CAPTURES)("gateways as captured, beside the repository", () => {
  it.each(FOLDERS)("%s is discovered, and polled without a refusal", async (folder) => {
    const { devices, readings } = await pollCapture(folder);
    const inverters = devices.filter((device) => device.startsWith("inverter "));
    expect(inverters).toHaveLength(1);
    for (const { deviceId, kind } of readings) expect(devices).toContain(`${kind} ${deviceId}`);
    expect(readings.filter(({ kind }) => kind === "inverter")).toHaveLength(1);
  });

  it("says of firmware 3.7.0 that it is too old", async () => {
    await expect(pollCapture(TOO_OLD)).rejects.toMatchObject({
      kind: "gone",
      message: expect.stringContaining("too old"),
    });
  });

  it.each(PRODUCTION)("%s tells its production as %s", async (folder, key, values) => {
    const { readings } = await pollCapture(folder);
    expect(readings.filter(({ kind }) => kind === "inverter")).toMatchObject([
      { deviceId: key, values: { ...values } },
    ]);
  });

  it("each micro-inverter of firmware 8.2.4345 has a counter, and that of 7.6.175 has none", async () => {
    for (const [folder, hasCounter] of [
      ["8.2.4345_with_device_data", true],
      ["7.6.175_with_cts", false],
    ] as const) {
      const { readings } = await pollCapture(folder, "each");
      const micros = readings.filter(({ kind }) => kind === "inverter");
      expect(micros.length).toBeGreaterThan(1);
      for (const { values } of micros)
        expect(typeof values["acEnergyTotal"] === "number").toBe(hasCounter);
    }
  });
});
