import { randomBytes } from "node:crypto";
import { stat, writeFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { readSecretKeys } from "../src/services/secret-keys.ts";
import { temporaryFolder } from "./support/temporary-folder.ts";

describe("readSecretKeys", () => {
  it("takes those given, the newest first", async () => {
    const [newest, older] = [randomBytes(32), randomBytes(32)];
    const text = `b:${newest.toString("base64")}, a:${older.toString("base64")}`;
    const keys = await readSecretKeys(text, "/nowhere");
    expect(keys.map(({ id }) => id)).toEqual(["b", "a"]);
    expect(Buffer.from(keys[0]?.bytes ?? [])).toEqual(newest);
  });

  it.each(["", "abc", "a:short", `:${randomBytes(32).toString("base64")}`])(
    "refuses what is no key, and does not tell it",
    async (text) => {
      const refused = readSecretKeys(text, "/nowhere");
      await expect(refused).rejects.toMatchObject({ code: "invalid_argument" });
      await expect(refused).rejects.not.toThrow("short");
    },
  );

  it("makes one in the data folder, for its owner only, and finds it again", async () => {
    await using folder = await temporaryFolder();
    const [made] = await readSecretKeys(undefined, folder.path);
    const [found] = await readSecretKeys(undefined, folder.path);
    expect(found).toEqual(made);
    const { mode } = await stat(`${folder.path}/postgres-secrets.key`);
    expect(mode & 0o077).toBe(0);
    await writeFile(`${folder.path}/postgres-secrets.key`, "cut");
    await expect(readSecretKeys(undefined, folder.path)).rejects.toMatchObject({
      code: "storage_corrupt",
    });
  });
});
