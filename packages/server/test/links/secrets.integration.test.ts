import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { DAY_MS, HOUR_MS, systemClock } from "@solarmon/core";
import { startSolaredgeStandIn } from "@solarmon/simulator/vendors";
import { expect, test, vi } from "vitest";
import { solarmon } from "../support/solarmon.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

async function filesOf(dir: string): Promise<string> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const texts = await Promise.all(
    files.map(({ parentPath, name }) => readFile(join(parentPath, name), "latin1")),
  );
  return texts.join("\n");
}

test("a key from the environment connects, and stands in no argument, answer or file", async () => {
  const noonAt = Math.floor(Date.now() / DAY_MS) * DAY_MS + 11 * HOUR_MS;
  const world = { timeZone: "Europe/Berlin", noonAt, countsCalls: false };
  await using standIn = await startSolaredgeStandIn(systemClock, world);
  await using folder = await temporaryFolder();
  const { address = "", apiKey = "", accountKey = "" } = standIn.settings;
  vi.stubEnv("TEST_API_KEY", apiKey);
  vi.stubEnv("TEST_ACCOUNT_KEY", accountKey);
  await solarmon(folder.path, "tenant", "create", "Helios");
  const words = ["connect", "solaredge", "--set", `address=${address}`, "--create-plants"];

  const inArgument = await solarmon(folder.path, ...words, "--set", `apiKey=${apiKey}`);
  expect(inArgument).toMatchObject({ code: 2, stderr: expect.stringContaining("is a secret") });
  const keys = ["--set-from-env", "apiKey=TEST_API_KEY"];
  if (accountKey !== "") keys.push("--set-from-env", "accountKey=TEST_ACCOUNT_KEY");
  const made = await solarmon(folder.path, ...words, ...keys, "--json");
  expect(made.json.at(-1)).toMatchObject({ vendor: "solaredge", sites: [{}] });
  const polled = await solarmon(folder.path, "poll", "SolarEdge", "--json");
  expect(polled.code).toBe(0);
  const shown = await solarmon(folder.path, "link", "show", "SolarEdge");
  expect(shown.stdout).toContain(address);

  const secrets = standIn.secrets();
  expect(secrets.length).toBeGreaterThan(0);
  const answers = [inArgument, made, polled, shown].map(({ stdout, stderr }) => stdout + stderr);
  const everything = [...answers, await filesOf(folder.path)].join("\n");
  for (const secret of secrets) expect(everything).not.toContain(secret);
});
