import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";

const SUMMARY = fileURLToPath(new URL("../ci-summary.ts", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "ci-summary-"));
afterAll(() => rmSync(folder, { recursive: true }));

function summary(failedCommands: string, ...logs: string[]): { code: number; lines: string[] } {
  const files = logs.map((_, at) => join(folder, String(at)));
  files.forEach((file, at) => writeFileSync(file, logs[at] ?? ""));
  const { status, stdout } = spawnSync(process.execPath, [SUMMARY, failedCommands, ...files]);
  return { code: status ?? -1, lines: String(stdout).trimEnd().split("\n") };
}

const GOOD = " Test Files  3 passed (3)\n      Tests  20 passed | 2 skipped (22)\n";
const DIED = ` ✓ unit a.test.ts
⎯⎯⎯⎯ Unhandled Errors ⎯⎯⎯⎯

Error: [vitest-pool]: Worker forks emitted error.

 Test Files  2 passed (3)
\u001b[2m      Tests \u001b[22m 13 passed (20)
     Errors  1 error
`;

test("adds up what passed and was skipped", () => {
  expect(summary("", GOOD, GOOD)).toEqual({
    code: 0,
    lines: ["40 passed, 0 failed, 4 skipped"],
  });
});

test("repeats how a process of tests died, and counts it", () => {
  const { code, lines } = summary("npm test", DIED, GOOD);
  expect(code).toBe(1);
  expect(lines).toContain("Error: [vitest-pool]: Worker forks emitted error.");
  expect(lines).not.toContain(" ✓ unit a.test.ts");
  expect(lines.slice(-2)).toEqual(["failed: npm test", "33 passed, 1 failed, 2 skipped"]);
});

test("no test is no success", () => {
  expect(summary("", "").code).toBe(1);
});
