import { spawnSync } from "node:child_process";
import { cp, mkdir, readdir, readFile, symlink } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { makeConnector } from "../new-connector/make-connector.ts";
import { namesOf } from "../new-connector/names.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const COPIED = [
  "examples/connector-acme",
  "tsconfig.base.json",
  "tsconfig.lib.json",
  "tsconfig.json",
  "tsconfig.tests.json",
  "packages/server/package.json",
  "packages/server/tsconfig.json",
  "packages/server/src/links/connectors.ts",
];

function isOurs(file: string): boolean {
  return !file.includes("node_modules");
}

/** What of the checkout the generator reads and writes. */
async function copyOfWorkspace(target: string): Promise<void> {
  for (const path of COPIED) {
    await mkdir(dirname(join(target, path)), { recursive: true });
    await cp(join(ROOT, path), join(target, path), { recursive: true, filter: isOurs });
  }
  // The transform follows the references of tsconfig.json.
  const rooms = await readdir(join(ROOT, "packages"));
  for (const room of rooms.filter((name) => name !== "server"))
    await symlink(join(ROOT, "packages", room), join(target, "packages", room));
  await mkdir(join(target, ".changeset"));
}

const NAMES = namesOf("sun-power", "Sun & Power")!;

test("a new connector passes the suite at once", { timeout: 120_000 }, async () => {
  await using folder = await temporaryFolder();
  await copyOfWorkspace(folder.path);
  await makeConnector(folder.path, NAMES);
  const own = join(folder.path, "packages/connectors-sun-power");
  await symlink(join(ROOT, "examples/connector-acme/node_modules"), join(own, "node_modules"));
  const outputFile = join(folder.path, "report.json");
  const run = ["run", "--root", own, "--reporter", "json", "--outputFile", outputFile];
  const { stderr } = spawnSync(join(ROOT, "node_modules/.bin/vitest"), run, { encoding: "utf8" });
  const text = await readFile(outputFile, "utf8").catch(() => stderr);
  const report: { success: boolean; numPassedTests: number } = JSON.parse(text);
  expect(report).toMatchObject({ success: true });
  expect(report.numPassedTests).toBeGreaterThan(40);
});

test("the vendor is named everywhere, and the example nowhere", async () => {
  await using folder = await temporaryFolder();
  await copyOfWorkspace(folder.path);
  const paths = await makeConnector(folder.path, NAMES);
  const texts = new Map<string, string>();
  for (const path of paths) texts.set(path, await readFile(join(folder.path, path), "utf8"));
  const own = [...texts].filter(([path]) => path.startsWith("packages/connectors-sun-power/"));
  expect(own.length).toBeGreaterThan(10);
  for (const [path, text] of own) expect(`${path} ${text}`.toLowerCase()).not.toContain("acme");
  expect(texts.get("packages/server/src/links/connectors.ts")).toContain(
    '(await import("@solarmon/connectors-sun-power")).sunPowerConnector',
  );
  expect(texts.get("packages/server/package.json")).toContain(
    '"@solarmon/connectors-sun-power": "workspace:^"',
  );
  await expect(makeConnector(folder.path, NAMES)).rejects.toThrow("exists");
});

test("a name that cannot be a package's is refused", () => {
  for (const name of ["", "Sun", "sun_power", "-sun", "sun-", "sun--power", "../sun", "1sun"])
    expect(namesOf(name)).toBeUndefined();
  expect(namesOf("sun2")).toMatchObject({ camel: "sun2", pascal: "Sun2", title: "Sun2" });
});
