import { DAY_MS, HOUR_MS, systemClock } from "@solarmon/core";
import { startEnphaseCloudStandIn } from "@solarmon/simulator/vendors";
import { expect, test, vi } from "vitest";
import { solarmon } from "../support/solarmon.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const SECRETS = ["clientSecret", "apiKey", "refreshToken"] as const;

/** An app at Enphase whose refresh token works once, and the words that connect it. */
async function startApp() {
  const noonAt = Math.floor(Date.now() / DAY_MS) * DAY_MS + 11 * HOUR_MS;
  const world = { timeZone: "Europe/Berlin", noonAt, countsCalls: false };
  const stack = new AsyncDisposableStack();
  const standIn = stack.use(await startEnphaseCloudStandIn(systemClock, world));
  const folder = stack.use(await temporaryFolder());
  const { address, clientId } = standIn.settings;
  for (const name of SECRETS) vi.stubEnv(`TEST_${name}`, standIn.settings[name] ?? "");
  stack.defer(() => void vi.unstubAllEnvs());
  await solarmon(folder.path, "tenant", "create", "Helios");
  const words = ["connect", "enphase-cloud", "--set", `address=${address}`];
  words.push("--set", `clientId=${clientId}`, "--name", "Roofs");
  for (const name of SECRETS) words.push("--set-from-env", `${name}=TEST_${name}`);
  const done = stack.move();
  return {
    run: (...args: string[]) => solarmon(folder.path, ...args),
    connect: (...flags: string[]) => solarmon(folder.path, ...words, ...flags),
    [Symbol.asyncDispose]: () => done.disposeAsync(),
  };
}

test("a token that works once may be tried, and connects after that", async () => {
  await using app = await startApp();
  const tried = await app.connect("--try");
  expect(tried).toMatchObject({ code: 0 });
  expect(tried.stdout + tried.stderr).toContain("refreshToken is used up");
  await expect(app.connect("--create-plants")).resolves.toMatchObject({ code: 0 });
  await expect(app.run("poll", "Roofs")).resolves.toMatchObject({ code: 0 });
});

test("a command that ends in wrong use does not lose a token that works once", async () => {
  await using app = await startApp();
  await expect(app.connect()).resolves.toMatchObject({ code: 2 });
  await expect(app.connect("--create-plants")).resolves.toMatchObject({ code: 0 });
  vi.stubEnv("TEST_apiKey_again", process.env["TEST_apiKey"] ?? "");
  const key = ["--set-from-env", "apiKey=TEST_apiKey_again"];
  await expect(app.run("link", "sign-in", "Roofs", ...key)).resolves.toMatchObject({ code: 0 });
  await expect(app.run("poll", "Roofs")).resolves.toMatchObject({ code: 0 });
});
