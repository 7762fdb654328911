import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { makePlant, solarmon } from "./support/solarmon.ts";
import { temporaryFolder } from "./support/temporary-folder.ts";

it("makes no tenant when its user cannot be made", async () => {
  await using folder = await temporaryFolder();
  const made = await solarmon(folder.path, "tenant", "create", "A", "--user", "ana@a.example");
  expect(made.code).toBe(0);
  const badAddress = await solarmon(folder.path, "tenant", "create", "B", "--user", "ana");
  expect(badAddress).toMatchObject({ code: 2 });
  const taken = await solarmon(folder.path, "tenant", "create", "B", "--user", "Ana@A.example");
  expect(taken).toMatchObject({ code: 3, stderr: expect.stringContaining("use another") });
  const { json } = await solarmon(folder.path, "tenant", "list", "--json");
  expect(json.map(({ name }) => name)).toEqual(["A"]);
});

it("makes nothing without a name", async () => {
  await using folder = await temporaryFolder();
  await makePlant(folder.path, "P", "UTC");
  for (const words of [
    ["tenant", "create", " "],
    ["plant", "create", "", "--tenant", "Tenant", "--time-zone", "UTC"],
    ["device", "provision", "P", "two\nlines"],
  ])
    expect(await solarmon(folder.path, ...words)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("cannot be the name"),
    });
});

it("writes no header before it refuses a query", async () => {
  await using folder = await temporaryFolder();
  await makePlant(folder.path, "P", "UTC");
  const refused = await solarmon(folder.path, "query", "--plant", "P", "--points", "acpower");
  expect(refused).toMatchObject({ code: 2, stdout: "" });
  expect(refused.stderr).toContain("there is no point acpower");
});

describe("a file that is no CSV", () => {
  it.each([
    ["a program", "\u007fELF\u0002\u0001\u0001\u0000\u0000 time,p\n1,2\n", "control characters"],
    ["UTF-16", Buffer.from("\uFEFFtime,p\n2026-01-01,1\n", "utf16le"), "UTF-16"],
    ["lines that end in CR", "time,p\r2026-01-01 10:00,1\r", "a line feed after each row"],
    ["a header alone", "time,p\n", "no row has a time"],
    ["a folder", null, "is no file"],
  ])("%s", async (_name, content, words) => {
    await using folder = await temporaryFolder();
    await makePlant(folder.path, "P", "UTC");
    const path = content === null ? folder.path : join(folder.path, "x.csv");
    if (content !== null) await writeFile(path, content);
    const mapping = ["--plant", "P", "--time", "time", "--map", "acPower=p"];
    const { code, stderr } = await solarmon(folder.path, "import", path, ...mapping);
    expect(code).toBeGreaterThan(0);
    expect(stderr).toContain(words);
    expect(stderr.trimEnd()).toMatch(/^[ -~]+$/); // one line, nothing that a terminal would obey
  });
});

describe("a data folder that cannot be one", () => {
  it.each([["up"], ["tenant", "list"], ["replay", "--from", "1h"]])("%s", async (...words) => {
    await using folder = await temporaryFolder();
    const path = join(folder.path, "x");
    await writeFile(path, "a file");
    const { code, stderr } = await solarmon(path, ...words);
    expect(code).toBe(1);
    expect(stderr.trimEnd()).toMatch(/^solarmon: .*a file is where the folder should be.*$/);
  });
});
