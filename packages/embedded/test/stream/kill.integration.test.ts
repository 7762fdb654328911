import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { openSegmentLog } from "@solarmon/embedded";
import { expect, test } from "vitest";
import { temporaryDirectory } from "../temporary-directory.ts";

const APPENDER = fileURLToPath(new URL("append-until-killed.ts", import.meta.url));
const KILLS = 8;
const CALLERS = 50;

/** Starts a process that appends, kills it after it has acknowledged `enough`, and returns what it acknowledged. */
async function appendAndKill(dir: string, first: number, enough: number): Promise<number[]> {
  const child = spawn(process.execPath, [APPENDER, dir, String(first), String(CALLERS)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let output = "";
  let lines = 0;
  child.stdout.setEncoding("latin1").on("data", (text: string) => {
    output += text;
    lines += text.split("\n").length - 1;
    if (lines >= enough) child.kill("SIGKILL");
  });
  await once(child, "close");
  return output.split("\n").slice(0, -1).map(Number);
}

async function readAll(dir: string): Promise<{ key: string; number: number; value: string }[]> {
  await using log = await openSegmentLog({ dir });
  const found: { key: string; number: number; value: string }[] = [];
  for await (const { records } of log.read("test", { start: { from: "oldest" }, follow: false }))
    for (const { key, value } of records) {
      const text = new TextDecoder().decode(value);
      found.push({ key, number: Number.parseInt(text, 10), value: text });
    }
  return found;
}

test("kill -9 under load, again and again: what was acknowledged is there, once, whole and in order", async () => {
  const dir = await temporaryDirectory();
  const acknowledged: number[] = [];
  for (let round = 0; round < KILLS; round++) {
    const first = round * 10_000_000;
    acknowledged.push(...(await appendAndKill(dir, first, 1 + round * 400)));
    const found = await readAll(dir);
    const numbers = found.map(({ number }) => number);
    expect(new Set(numbers).size, "none twice").toBe(numbers.length);
    const present = new Set(numbers);
    expect(acknowledged.filter((number) => !present.has(number))).toEqual([]);
    expect(
      found.filter(({ number, value }) => value !== `${number} ${"x".repeat(number % 300)}`),
    ).toEqual([]);
    for (const ofCaller of Map.groupBy(found, ({ key }) => key).values()) {
      const order = ofCaller.map(({ number }) => number);
      expect(order).toEqual(order.toSorted((a, b) => a - b));
    }
  }
  expect(acknowledged.length).toBeGreaterThan(KILLS);
});

test("another process that holds the log is named; once it is killed the log opens at once", async () => {
  const dir = await temporaryDirectory();
  const child = spawn(process.execPath, [APPENDER, dir, "0", "1"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await once(child.stdout, "data");
  await expect(openSegmentLog({ dir })).rejects.toMatchObject({
    code: "locked",
    message: expect.stringContaining(`process ${child.pid}`),
  });
  child.kill("SIGKILL");
  await once(child, "close");
  await using log = await openSegmentLog({ dir });
  expect(log.durableEnd.sequence).toBeGreaterThan(1);
});
