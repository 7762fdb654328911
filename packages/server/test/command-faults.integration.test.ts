import { writeFile } from "node:fs/promises";
import { openSecretStore } from "@solarmon/embedded";
import { describe, expect, it } from "vitest";
import { makePlant, solarmon } from "./support/solarmon.ts";
import { temporaryFolder } from "./support/temporary-folder.ts";

describe("the solarmon command", () => {
  it("says at once that the list of refused rows cannot be written", async () => {
    await using folder = await temporaryFolder();
    await makePlant(folder.path, "P", "UTC");
    const file = `${folder.path}/history.csv`;
    await writeFile(file, "time,power\nyesterday,5\n");
    const map = ["--time", "time", "--map", "acPower=power", "--time-format", "iso"];
    const rejects = `${folder.path}/missing/rejects.jsonl`;
    const args = ["import", file, "--plant", "P", ...map, "--rejects", rejects];
    const { code, stderr } = await solarmon(folder.path, ...args);
    expect(stderr).toMatch(/^solarmon: --rejects cannot be written: .*missing/);
    expect(code).toBe(2);
  });

  it("refuses a rating of 0, under which no energy could be believed", async () => {
    await using folder = await temporaryFolder();
    const plant = ["plant", "create", "P", "--tenant", "T", "--time-zone", "UTC"];
    const { code, stderr } = await solarmon(folder.path, ...plant, "--ac-kw", "0");
    expect(stderr).toContain("--ac-kw");
    expect(code).toBe(2);
  });

  it("ends when the demo cannot start, and leaves no server running", async () => {
    await using folder = await temporaryFolder();
    await (await openSecretStore({ dir: folder.path })).put("demo/fleet", "{ cut off");
    const ports = ["--port", "0", "--mqtt-port", "0"];
    const { code, stdout } = await solarmon(folder.path, "up", "--demo", ...ports);
    expect(stdout).toContain("Solarmon is ready");
    expect(code).toBe(1);
  });
});
