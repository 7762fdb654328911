import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { makePlant, solarmon, spawnSolarmon } from "./support/solarmon.ts";
import { startServer } from "./support/server.ts";
import { temporaryFolder } from "./support/temporary-folder.ts";

const START_AT = Date.UTC(2026, 2, 1);
const OPTIONS = ["--plant", "P", "--time", "time", "--device", "device", "--map", "acPower=power"];
const RAW = ["--plant", "P", "--points", "acPower", "--from", "2026-03-01", "--to", "2026-06-01"];

/** A file of rows, a minute apart, of two devices. */
async function writeHistory(file: string, minutes: number): Promise<void> {
  const lines = ["time,device,power"];
  for (let minute = 0; minute < minutes; minute++)
    for (const device of ["A", "B"])
      lines.push(`${new Date(START_AT + minute * 60_000).toISOString()},${device},${minute % 500}`);
  await writeFile(file, `${lines.join("\n")}\n`);
}

describe("solarmon import", () => {
  it("lists bad rows one by one with line and reason, and takes the others", async () => {
    await using folder = await temporaryFolder();
    await makePlant(folder.path, "P", "Europe/Madrid");
    const file = `${folder.path}/bad.csv`;
    await writeFile(
      file,
      [
        "time,device,power,note",
        "2026-03-29 01:55:00,A,100,fine",
        "2026-03-29 02:30:00,A,100,in the skipped hour",
        "2026-03-29 03:00:00,A,abc,not a number",
        "2026-03-29 03:05:00,A,,no value",
        "yesterday,A,5,no time",
        "2026-03-29 03:10:00,,5,no device",
        "2026-03-29 03:15:00,A",
        "2099-01-01 00:00:00,A,5,in the future",
        '2026-03-29 03:20:00,A,65535,"a ""sentinel"", quoted"',
        "2026-03-29 03:25:00,A,200,fine",
      ].join("\r\n"),
    );
    const { code, json } = await solarmon(folder.path, "import", file, ...OPTIONS, "--json");
    const rejected = json.flatMap((line) => (line["rejected"] ? [line["rejected"]] : []));
    expect(rejected).toMatchObject([
      { line: 3, reason: "time_ambiguous" },
      { line: 4, reason: "not_a_number", point: "acPower", device: "A" },
      { line: 5, reason: "empty" },
      { line: 6, reason: "malformed" },
      { line: 7, reason: "unknown_device" },
      { line: 8, reason: "malformed" },
      { line: 9, reason: "time_in_future" },
      { line: 10, reason: "sentinel", point: "acPower" },
    ]);
    expect(json.at(-1)).toMatchObject({ rows: 10, stored: 2 });
    expect(code).toBe(0);
  });

  it("says which columns there are when one is not there", async () => {
    await using folder = await temporaryFolder();
    await makePlant(folder.path, "P", "UTC");
    const file = `${folder.path}/history.csv`;
    await writeFile(file, "Time,Power\n2026-01-01T00:00:00Z,5\n");
    const args = ["--plant", "P", "--time", "time", "--map", "acPower=Power"];
    const { code, stderr } = await solarmon(folder.path, "import", file, ...args);
    expect(stderr).toContain('there is no column "time". Did you mean "Time"?');
    expect(stderr).toContain("The columns are: Time, Power");
    expect(code).toBe(2);
  });

  it("goes on after kill -9, and what was killed is rolled up", { timeout: 120_000 }, async () => {
    await using folder = await temporaryFolder();
    await makePlant(folder.path, "P", "UTC");
    const file = `${folder.path}/history.csv`;
    await writeHistory(file, 100_000);
    for (const lifeMs of [600, 900, 1_200]) {
      const child = spawnSolarmon(folder.path, ["import", file, ...OPTIONS]);
      const ended = once(child, "exit");
      await sleep(lifeMs);
      child.kill("SIGKILL");
      await ended;
    }
    const last = await solarmon(folder.path, "import", file, ...OPTIONS, "--json");
    expect(last.json.at(-1)).toMatchObject({ rows: 200_000, rejects: { rows: 0 } });
    const raw = await solarmon(folder.path, "query", ...RAW, "--resolution", "raw");
    expect(raw.stdout.trim().split("\n")).toHaveLength(200_001);
    const days = await solarmon(folder.path, "query", ...RAW, "--resolution", "1d", "--json");
    const whole = days.json.filter((row) => row["completeness"] === 1);
    expect(whole.length).toBe(2 * Math.floor(100_000 / 1440));
  });

  it("goes through the server that has the folder open", async () => {
    await using folder = await temporaryFolder();
    await makePlant(folder.path, "P", "UTC");
    const file = `${folder.path}/history.csv`;
    await writeHistory(file, 2_000);
    await using server = await startServer(folder.path);
    expect((await fetch(`${server.url}/readyz`)).ok).toBe(true);
    const imported = await solarmon(folder.path, "import", file, ...OPTIONS, "--json");
    expect(imported.json.at(-1)).toMatchObject({ stored: 4_000 });
    const again = await solarmon(folder.path, "import", file, ...OPTIONS, "--json");
    expect(again.json.at(-1)).toMatchObject({ stored: 0, duplicate: 4_000, isRepeated: true });
    const query = await solarmon(folder.path, "query", ...RAW, "--resolution", "1h", "--total");
    expect(query.stdout.trim().split("\n")).toHaveLength(1 + Math.ceil(2_000 / 60));
  });
});
