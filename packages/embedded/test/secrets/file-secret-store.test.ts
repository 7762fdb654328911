import { chmod, readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { openSecretStore } from "@solarmon/embedded";
import { expect, test } from "vitest";
import { temporaryDirectory } from "../temporary-directory.ts";

const SECRET = "correct horse battery staple";

async function storeWith(...names: string[]): Promise<string> {
  const dir = await temporaryDirectory();
  const store = await openSecretStore({ dir });
  for (const name of names) await store.put(name, `${SECRET} of ${name}`);
  return dir;
}

async function readJson(
  dir: string,
): Promise<{ version: number; secrets: Record<string, string> }> {
  return JSON.parse(await readFile(join(dir, "secrets.json"), "utf8"));
}

async function writeJson(dir: string, content: unknown): Promise<void> {
  await writeFile(join(dir, "secrets.json"), JSON.stringify(content));
}

test("neither the secret nor the key is readable by others, and no file holds the secret", async () => {
  const dir = await storeWith("a");
  for (const name of ["secrets.json", "secrets.key"]) {
    expect((await stat(join(dir, name))).mode & 0o777).toBe(0o600);
    expect((await readFile(join(dir, name))).includes("horse")).toBe(false);
  }
});

test("a key that others could read is closed to them when it is opened", async () => {
  const dir = await storeWith("a");
  await chmod(join(dir, "secrets.key"), 0o644);
  await openSecretStore({ dir });
  expect((await stat(join(dir, "secrets.key"))).mode & 0o777).toBe(0o600);
});

test("the same secret never looks the same twice", async () => {
  const dir = await temporaryDirectory();
  const store = await openSecretStore({ dir });
  await store.put("a", SECRET);
  const first = (await readJson(dir)).secrets["a"];
  await store.put("a", SECRET);
  expect((await readJson(dir)).secrets["a"]).not.toBe(first);
});

test("a changed, cut or exchanged secret is refused, not given out", async () => {
  const dir = await storeWith("a", "b");
  const { secrets } = await readJson(dir);
  const { a = "", b = "" } = secrets;
  const flipped = Buffer.from(a, "base64");
  flipped.writeUInt8(flipped.readUInt8(20) ^ 1, 20);
  for (const forged of [b, flipped.toString("base64"), a.slice(0, 20), "", "%%%"]) {
    await writeJson(dir, { version: 1, secrets: { a: forged, b } });
    const store = await openSecretStore({ dir });
    await expect(store.get("a")).rejects.toMatchObject({ code: "storage_corrupt" });
    await expect(store.get("b")).resolves.toBe(`${SECRET} of b`);
  }
});

test("no error carries the secret", async () => {
  const dir = await storeWith("a", "b");
  const { secrets } = await readJson(dir);
  await writeJson(dir, { version: 1, secrets: { a: secrets["b"] } });
  const store = await openSecretStore({ dir });
  const error: unknown = await store.get("a").catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(Error);
  expect(error instanceof Error && `${error.stack} ${String(error.cause)}`).not.toContain("horse");
});

test("with secrets and without the key it does not open, and makes no new key", async () => {
  const dir = await storeWith("a");
  await rm(join(dir, "secrets.key"));
  await expect(openSecretStore({ dir })).rejects.toMatchObject({ code: "storage_corrupt" });
  await expect(stat(join(dir, "secrets.key"))).rejects.toMatchObject({ code: "ENOENT" });
});

test("a key that was only half written, by a kill or on a full disk, is made anew while no secret needs it", async () => {
  const dir = await temporaryDirectory();
  await writeFile(join(dir, "secrets.key"), "");
  const store = await openSecretStore({ dir });
  await store.put("a", SECRET);
  await expect((await openSecretStore({ dir })).get("a")).resolves.toBe(SECRET);
});

test.each([
  ["secrets.key", "too short"],
  ["secrets.json", '{"secr'],
  ["secrets.json", "[]"],
])("a damaged %s (%j) is an error", async (name, content) => {
  const dir = await storeWith("a");
  await writeFile(join(dir, name), content);
  await expect(openSecretStore({ dir })).rejects.toMatchObject({ code: "storage_corrupt" });
});

test("stores of two openers lose nothing of each other", async () => {
  const dir = await temporaryDirectory();
  const [one, other] = await Promise.all([openSecretStore({ dir }), openSecretStore({ dir })]);
  const names = Array.from({ length: 20 }, (_, index) => `name ${index}`);
  await Promise.all(names.map((name, index) => (index % 2 ? one : other).put(name, name)));
  await expect(Promise.all(names.map((name) => one.get(name)))).resolves.toEqual(names);
});
