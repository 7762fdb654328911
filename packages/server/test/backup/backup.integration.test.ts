import { once } from "node:events";
import { existsSync } from "node:fs";
import { readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Id } from "@solarmon/core";
import { openSecretStore } from "@solarmon/embedded";
import { describe, expect, it } from "vitest";
import { Ledger } from "../../../../scripts/chaos/ledger.ts";
import { createTicker, startLoad } from "../../../../scripts/chaos/load.ts";
import { verify } from "../../../../scripts/chaos/verify.ts";
import { drained } from "../../../../scripts/support/drained.ts";
import { type PreparedFleet, prepareFleet } from "../../../../scripts/support/prepare-fleet.ts";
import { startServer } from "../../../../scripts/support/server-process.ts";
import { makePlant, solarmon, solarmonWith, spawnSolarmon } from "../support/solarmon.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

/** Tells which readings were acknowledged by an instant. */
class TimedLedger extends Ledger {
  readonly #entries: (readonly [at: number, deviceId: Id, measuredAt: number, powerW: number])[] =
    [];

  override acknowledge(deviceId: Id, measuredAt: number, powerW: number): void {
    super.acknowledge(deviceId, measuredAt, powerW);
    this.#entries.push([Date.now(), deviceId, measuredAt, powerW]);
  }

  until(instant: number): Ledger {
    const ledger = new Ledger();
    for (const [at, ...entry] of this.#entries) if (at <= instant) ledger.acknowledge(...entry);
    return ledger;
  }
}

async function untilThere(path: string): Promise<void> {
  const deadline = Date.now() + 20_000;
  while (!existsSync(path)) {
    if (Date.now() > deadline) throw new Error(`${path} did not appear`);
    await sleep(1);
  }
}

/** Ends a command the hard way as soon as a path is there; tells whether it was still at work. */
async function killAtWork(dataDir: string, args: readonly string[], path: string): Promise<void> {
  const child = spawnSolarmon(dataDir, args);
  const ended = once(child, "exit");
  await untilThere(path);
  child.kill("SIGKILL");
  await ended;
}

/** A stopped server's folder, with a backup of it beside. */
async function backedUp(folder: string): Promise<{ data: string; file: string }> {
  const [data, file] = [join(folder, "data"), join(folder, "backup.tar.zst")];
  await makePlant(data, "P", "UTC");
  const secrets = await openSecretStore({ dir: data });
  await secrets.put("demo", "a log-in");
  expect((await solarmon(data, "backup", file)).code).toBe(0);
  return { data, file };
}

async function loadFor(ms: number, data: string, file: string): Promise<Loaded> {
  const fleet = await prepareFleet(data, { plants: 2, devicesPerPlant: 3 });
  const ledger = new TimedLedger();
  await using server = await startServer(data);
  const ticker = createTicker(Date.now() - 6 * 3_600_000);
  await using stack = new AsyncDisposableStack();
  stack.use(startLoad(server.mqttPort, fleet, ticker, ledger));
  await sleep(ms);
  const before = ledger.count;
  const { json, stderr } = await solarmon(data, "backup", file, "--json");
  const report = json.find((line) => "consistentAt" in line);
  if (!report) throw new Error(`the backup failed: ${stderr}${JSON.stringify(json)}`);
  return { fleet, ledger, before, consistentAt: Number(report["consistentAt"]), json };
}

interface Loaded {
  readonly fleet: PreparedFleet;
  readonly ledger: TimedLedger;
  readonly before: number;
  readonly consistentAt: number;
  readonly json: readonly Record<string, unknown>[];
}

describe("solarmon backup and restore", () => {
  it("keep all that was acknowledged, under load, and roll-ups agree", async () => {
    await using folder = await temporaryFolder();
    const [data, file] = [join(folder.path, "data"), join(folder.path, "backup.tar.zst")];
    const { fleet, ledger, before, consistentAt, json } = await loadFor(1_500, data, file);
    expect(json.some((line) => line["progressPercent"] === 100)).toBe(true);
    const expected = ledger.until(consistentAt);
    expect(expected.count).toBeGreaterThanOrEqual(before);
    expect(ledger.count).toBeGreaterThan(expected.count); // the load went on
    await rm(data, { recursive: true });

    expect((await solarmon(data, "restore", file)).code).toBe(0);
    {
      await using server = await startServer(data);
      await drained(server.url);
    }
    const verdict = await verify(data, fleet, expected);
    expect(verdict).toMatchObject({ lost: 0, duplicated: 0, rollupDifference: 0 });
    expect(verdict.stored).toBeLessThan(ledger.count);
  });

  it("put a whole folder in place, and replace nothing", async () => {
    await using folder = await temporaryFolder();
    const { data, file } = await backedUp(folder.path);
    expect((await stat(file)).mode & 0o077).toBe(0);
    const again = await solarmon(data, "backup", file);
    expect(again).toMatchObject({
      code: 3,
      stderr: expect.stringContaining("Choose another name"),
    });
    const occupied = await solarmon(data, "restore", file);
    expect(occupied).toMatchObject({
      code: 3,
      stderr: expect.stringContaining("replaces nothing"),
    });

    const restored = join(folder.path, "restored");
    expect((await solarmon(restored, "restore", file, "--json")).code).toBe(0);
    expect(await (await openSecretStore({ dir: restored })).get("demo")).toBe("a log-in");
    expect((await solarmon(restored, "plant", "list")).stdout).toContain("P");
  });

  it("leave the key out when asked to, and say what to do about it", async () => {
    await using folder = await temporaryFolder();
    const { data } = await backedUp(folder.path);
    const [file, restored] = [join(folder.path, "no-key.tar.zst"), join(folder.path, "restored")];
    const { stdout } = await solarmon(data, "backup", file, "--without-key");
    expect(stdout).toContain("without their key");
    expect((await solarmon(restored, "restore", file)).stdout).toContain("put secrets.key there");
    expect(existsSync(join(restored, "secrets.json"))).toBe(true);
    expect(existsSync(join(restored, "secrets.key"))).toBe(false);
  });

  it.each([
    ["cut short", (bytes: Buffer) => bytes.subarray(0, bytes.length >> 1)],
    ["without its end", (bytes: Buffer) => bytes.subarray(0, -100)],
    ["empty", () => Buffer.alloc(0)],
    ["no backup", () => Buffer.from("something else ".repeat(1_000))],
    [
      "with a bit turned over",
      (bytes: Buffer) =>
        bytes.fill((bytes[bytes.length >> 1] ?? 0) ^ 4, bytes.length >> 1, (bytes.length >> 1) + 1),
    ],
  ])("refuse a backup that is %s", async (_name, harm) => {
    await using folder = await temporaryFolder();
    const { file } = await backedUp(folder.path);
    await writeFile(file, harm(await readFile(file)));
    const restored = join(folder.path, "restored");
    const { code, stderr } = await solarmon(restored, "restore", file);
    expect(stderr).toContain("nothing was restored. Use another backup");
    expect(code).toBe(1);
    expect(existsSync(restored)).toBe(false);
    expect(existsSync(`${restored}.restoring`)).toBe(false);
  });

  it("leave nothing half made when they are killed, and work the next time", async () => {
    await using folder = await temporaryFolder();
    const { data } = await backedUp(folder.path);
    const file = join(folder.path, "second.tar.zst");
    await killAtWork(data, ["backup", file], `${file}.partial`);
    if (existsSync(file)) await rm(file); // it was faster: then it must be whole, as the next one
    expect((await solarmon(data, "backup", file)).code).toBe(0);
    expect(existsSync(`${file}.partial`)).toBe(false);

    const restored = join(folder.path, "restored");
    await killAtWork(restored, ["restore", file], `${restored}.restoring`);
    expect(existsSync(restored)).toBe(false);
    expect((await solarmon(restored, "restore", file)).code).toBe(0);
    expect(existsSync(`${restored}.restoring`)).toBe(false);
    expect((await solarmon(restored, "plant", "list")).stdout).toContain("P");
  });

  it.each(["backup", "restore"])("point to PostgreSQL's own tools for %s", async (command) => {
    await using folder = await temporaryFolder();
    const environment = { DATABASE_URL: "postgres://nobody@127.0.0.1:1/none" };
    const file = join(folder.path, "file");
    const { code, stderr } = await solarmonWith(environment, folder.path, command, file);
    expect(stderr).toContain(command === "backup" ? "pg_dump" : "pg_restore");
    expect(code).toBe(1);
  });
});
