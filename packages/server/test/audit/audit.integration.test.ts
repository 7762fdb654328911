import { userInfo } from "node:os";
import { join } from "node:path";
import { writeFile } from "node:fs/promises";
import { DatabaseSync } from "node:sqlite";
import { expect, it } from "vitest";
import { startServer } from "../support/server.ts";
import { makePlant, solarmon } from "../support/solarmon.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const SELF = { kind: "command", id: null, name: userInfo().username };

async function actionsOf(dataDir: string, ...args: string[]): Promise<unknown[]> {
  const { code, json } = await solarmon(dataDir, "audit", "--json", ...args);
  expect(code).toBe(0);
  return json.map(({ action }) => action);
}

it("notes what commands do, with a server and without, and what the server is asked for", async () => {
  await using folder = await temporaryFolder();
  const dataDir = folder.path;
  const plantId = await makePlant(dataDir, "Roof", "UTC");
  const [made] = (await solarmon(dataDir, "device", "provision", "Roof", "INV", "--json")).json;
  const file = join(dataDir, "rows.csv");
  await writeFile(file, "time,power\n2026-06-01T00:00:00Z,100\n");
  const mapping = ["--map", "acPower=power", "--time", "time", "--device-name", "INV"];
  const server = await startServer(dataDir);
  await solarmon(dataDir, "import", file, "--plant", plantId, ...mapping);
  await expect(solarmon(dataDir, "replay", "--from", "24h")).resolves.toMatchObject({ code: 0 });
  await server.close();
  const { json: entries } = await solarmon(dataDir, "audit", "--json");
  expect(entries.map(({ action, tenant }) => `${String(tenant)} ${String(action)}`)).toEqual([
    "Tenant replay.started",
    "Tenant import.started",
    "Tenant credential.added",
    "Tenant device.added",
    "Tenant plant.added",
    "Tenant tenant.added",
  ]);
  for (const { actor, address } of entries) expect([actor, address]).toEqual([SELF, null]);
  expect(entries[1]).toMatchObject({
    subject: { kind: "plant", id: plantId, name: "Roof" },
    after: { file: "rows.csv", map: ["acPower=power"], device: "INV" },
  });
  expect(JSON.stringify(entries)).not.toContain(String(made?.["password"]));
});

it("notes log-ins at the door, and lists by tenant, action and time", async () => {
  await using folder = await temporaryFolder();
  const dataDir = folder.path;
  await solarmon(dataDir, "tenant", "create", "=1+1", "--user", "ana@a.example");
  await solarmon(dataDir, "tenant", "create", "Other");
  {
    await using server = await startServer(dataDir);
    const body = JSON.stringify({ email: "ana@a.example", password: "wrong horse" });
    const headers = { "content-type": "application/json" };
    const answer = await fetch(`${server.url}/api/v1/sessions`, { method: "POST", headers, body });
    expect(answer.status).toBe(401);
  } // a server that closes has written what it noted
  await expect(actionsOf(dataDir, "--tenant", "Other")).resolves.toEqual(["tenant.added"]);
  const failed = ["--action", "user.log_in_failed"];
  const { json } = await solarmon(dataDir, "audit", "--json", ...failed);
  expect(json).toMatchObject([{ tenant: "=1+1", address: expect.stringMatching(/127\.0\.0\.1$/) }]);
  await expect(actionsOf(dataDir, "--from", "2d", "--to", "1d")).resolves.toEqual([]);
  const text = await solarmon(dataDir, "audit", ...failed);
  expect(text.stdout).toMatch(/user\.log_in_failed {2}user ana@a\.example \(.*\) {2}by unknown/);
  expect(text.stdout).not.toContain("wrong horse");
  const csv = await solarmon(dataDir, "audit", "--csv", ...failed);
  const [header, row] = csv.stdout.split("\n");
  expect(header).toMatch(/^at,tenantId,tenant,actorKind/);
  expect(row).toContain(",'=1+1,unknown,"); // no formula
  const both = await solarmon(dataDir, "audit", "--csv", "--json");
  expect(both.code).toBe(2);
});

it("tells what it did when the log cannot keep it", async () => {
  await using folder = await temporaryFolder();
  const dataDir = folder.path;
  await solarmon(dataDir, "tenant", "create", "Tenant");
  using other = new DatabaseSync(join(dataDir, "catalog.db"));
  other.exec("CREATE TRIGGER full BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'no'); END");
  const zone = ["--time-zone", "UTC"];
  const made = await solarmon(dataDir, "plant", "create", "Roof", "--tenant", "Tenant", ...zone);
  expect(made).toMatchObject({ code: 0, stdout: expect.stringContaining("Plant Roof") });
  expect(made.stderr).toMatch(/done, but the audit log could not keep it .*"plant\.added"/);
});
