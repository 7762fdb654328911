import { utimes, writeFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { solarmon } from "./support/solarmon.ts";
import { temporaryFolder } from "./support/temporary-folder.ts";

/** An old export: local times without an offset. */
const OVERVIEW = {
  overview: {
    lastUpdateTime: "2026-06-01 12:00:00",
    lifeTimeData: { energy: 7_654_321 },
    lastDayData: { energy: 1_234 },
    currentPower: { power: 512.5 },
  },
};

function lines(text: string): unknown[] {
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line));
}

describe("solarmon decode", () => {
  it("writes readings to standard output, a JSON object a line", async () => {
    await using folder = await temporaryFolder();
    const file = `${folder.path}/overview.json`;
    await writeFile(file, JSON.stringify(OVERVIEW));
    const zone = ["--time-zone", "Europe/Berlin"];
    const result = await solarmon(folder.path, "decode", "solaredge", "v1-overview", file, ...zone);
    expect(result.code).toBe(0);
    expect(lines(result.stdout)).toMatchObject([
      {
        measuredAt: Date.parse("2026-06-01T10:00:00Z"),
        values: { acEnergyTotal: 7_654_321 },
      },
    ]);
  });

  it("writes what it could not use to standard error, and nothing else", async () => {
    await using folder = await temporaryFolder();
    const file = `${folder.path}/cut-off.json`;
    await writeFile(file, JSON.stringify(OVERVIEW).slice(0, 60));
    const result = await solarmon(folder.path, "decode", "solaredge", "v1-overview", file);
    expect(result).toMatchObject({ code: 0, stdout: "" });
    expect(lines(result.stderr)).toMatchObject([{ path: "", code: "malformed" }]);
  });

  it("lists vendors, and the endpoints of one", async () => {
    await using folder = await temporaryFolder();
    expect((await solarmon(folder.path, "decode")).stdout.split("\n")).toContain("solaredge");
    expect((await solarmon(folder.path, "decode", "solaredge")).stdout).toMatch(
      /^site-energy {2}/mu,
    );
  });

  it("says which vendors, endpoints and files there are when it knows none of that name", async () => {
    await using folder = await temporaryFolder();
    for (const [args, message] of [
      [["nobody"], /no connector for "nobody"; there are: .*solaredge/u],
      [["solaredge", "nothing", "package.json"], /no endpoint "nothing".*\n.*site-energy/u],
      [["solaredge", "site-energy"], /name the file/u],
      [["solaredge", "site-energy", "missing.json"], /cannot read missing\.json: ENOENT/u],
      [["solaredge", "site-energy", "package.json", "--status", "x"], /--status/u],
      [["solaredge", "v1-overview", "package.json", "--time-zone", "Mars/Base"], /time zone/u],
    ] as const) {
      const { code, stderr } = await solarmon(folder.path, "decode", ...args);
      expect(stderr).toMatch(message);
      expect(code).toBe(2);
    }
  });

  it("takes the file's time for replies that carry none", async () => {
    await using folder = await temporaryFolder();
    const file = `${folder.path}/production.txt`;
    const writtenAt = Date.parse("2026-06-01T10:00:00Z");
    await writeFile(file, REGISTERS);
    await utimes(file, writtenAt / 1_000, writtenAt / 1_000);
    const args = ["decode", "sunspec", "registers", file];
    const given = ["--received-at", "2026-06-02T10:00:00Z"];
    const byFile = await solarmon(folder.path, ...args);
    const byFlag = await solarmon(folder.path, ...args, ...given);
    expect(lines(byFile.stdout)).toMatchObject([{ measuredAt: writtenAt }]);
    expect(lines(byFlag.stdout)).toMatchObject([{ measuredAt: writtenAt + 86_400_000 }]);
  });
});

/** A made-up inverter: common block of 66 registers, then model 103 with 512 W, then the end. */
const REGISTERS = [
  "[40000]: 0x5375 0x6E53 0x0001 0x0042",
  `[40004]: ${Array.from({ length: 66 }, () => "0x4141").join(" ")}`,
  "[40070]: 0x0067 0x0032",
  `[40072]: ${Array.from({ length: 50 }, (_, index) => (index === 12 ? "0x0200" : index === 13 ? "0x0000" : "0x8000")).join(" ")}`,
  "[40122]: 0xFFFF 0x0000",
  "",
].join("\n");
