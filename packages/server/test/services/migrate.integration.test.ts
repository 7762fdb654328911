import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { missingPostgres, postgresService } from "../../../../scripts/services/postgres.ts";
import { Client } from "pg";
import { solarmonWith } from "../support/solarmon.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

async function newDatabase(url: string): Promise<string> {
  const name = `migrate_${randomBytes(6).toString("hex")}`;
  const client = new Client(url);
  await client.connect();
  await client.query(`create database ${name}`);
  await client.end();
  const made = new URL(url);
  made.pathname = `/${name}`;
  return made.href;
}

describe.skipIf(missingPostgres())("solarmon migrate", () => {
  it("tells what it would do, does it, and finds nothing to do the next time", async () => {
    await using folder = await temporaryFolder();
    await using service = await postgresService();
    const owner = { DATABASE_OWNER_URL: await newDatabase(service.url) };
    const dry = await solarmonWith(owner, folder.path, "migrate", "--dry-run", "--json");
    expect(dry.json).toMatchObject([
      { applied: [], pending: expect.arrayContaining(["tenancy", "readings"]) },
    ]);
    const again = await solarmonWith(owner, folder.path, "migrate", "--dry-run", "--json");
    expect(again.json).toEqual(dry.json);
    const done = await solarmonWith(owner, folder.path, "migrate", "--json");
    expect(done.json).toMatchObject([{ applied: dry.json[0]?.["pending"] }]);
    const after = await solarmonWith(owner, folder.path, "migrate", "--dry-run", "--json");
    expect(after.json).toMatchObject([{ applied: dry.json[0]?.["pending"], pending: [] }]);
    expect((await solarmonWith(owner, folder.path, "migrate")).stdout).toContain("Nothing to do");
  });

  it("says what to set when nothing is", async () => {
    await using folder = await temporaryFolder();
    const { code, stderr } = await solarmonWith(
      { DATABASE_OWNER_URL: "", DATABASE_URL: "" },
      folder.path,
      "migrate",
    );
    expect(stderr).toContain("set DATABASE_OWNER_URL");
    expect(code).toBe(2);
  });
});
