import type { LinkSettings } from "@solarmon/connectors-kit";
import { DAY_MS, HOUR_MS, systemClock } from "@solarmon/core";
import { startEnphaseCloudStandIn, startSolaredgeStandIn } from "@solarmon/simulator/vendors";
import { expect, test, vi } from "vitest";
import { solarmon } from "../support/solarmon.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const noonAt = Math.floor(Date.now() / DAY_MS) * DAY_MS + 11 * HOUR_MS;
const WORLD = { timeZone: "Europe/Berlin", noonAt, countsCalls: false };

const VENDORS = [
  {
    vendor: "enphase-cloud",
    start: () => startEnphaseCloudStandIn(systemClock, WORLD),
    consentPage: () => ({}),
  },
  {
    vendor: "solaredge-site",
    start: () => startSolaredgeStandIn(systemClock, WORLD, { access: "site" }),
    consentPage: (address: string) => ({
      consentAddress: `${address}/authorize`,
      redirectUrl: "https://owner.example/back",
    }),
  },
] as const;

test.for(VENDORS)(
  "$vendor is connected by the address that the owner's browser ends at",
  async ({ vendor, start, consentPage }) => {
    await using standIn = await start();
    await using folder = await temporaryFolder();
    const { refreshToken: _refreshToken, ...told } = standIn.settings;
    const settings: LinkSettings = { ...told, ...consentPage(told["address"] ?? "") };
    for (const [name, value] of Object.entries(settings)) vi.stubEnv(`TEST_${name}`, value);
    const words = Object.keys(settings).flatMap((name) => [
      "--set-from-env",
      `${name}=TEST_${name}`,
    ]);
    await solarmon(folder.path, "tenant", "create", "Helios");
    const connect = (...flags: string[]) =>
      solarmon(folder.path, "connect", vendor, ...words, "--name", "Roof", ...flags);

    const asked = await connect("--create-plants");
    expect(asked).toMatchObject({ code: 2, stderr: expect.stringContaining("code=") });
    const page = /https?:\S+response_type\S+/u.exec(asked.stderr)?.[0] ?? "";
    const consent = await fetch(page, { redirect: "manual" });
    vi.stubEnv("TEST_code", consent.headers.get("location") ?? "");

    const code = ["--set-from-env", "code=TEST_code"];
    await expect(connect(...code)).resolves.toMatchObject({ code: 2 });
    await expect(connect(...code, "--create-plants")).resolves.toMatchObject({ code: 0 });
    await expect(solarmon(folder.path, "poll", "Roof")).resolves.toMatchObject({ code: 0 });
    vi.unstubAllEnvs();
  },
);
