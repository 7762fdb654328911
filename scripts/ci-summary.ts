// Repeats what failed, adds up what the test runs printed, and closes with the one line that CI reads.
// Usage: ci-summary.ts FAILED LOG… where FAILED names the commands that exited with an error; empty when none did.
import { readFileSync } from "node:fs";
import { stripVTControlCharacters } from "node:util";

/** Enough for a stack or two; the whole is in the log above. */
const MAX_LINES = 120;

const [failedCommands = "", ...files] = process.argv.slice(2);

function count(text: string, word: string): number {
  const summaries = text.match(/^\s*Tests\s.*$/gm) ?? [];
  return summaries.reduce((sum, line) => {
    const found = new RegExp(`(\\d+) ${word}`).exec(line);
    return sum + Number(found?.[1] ?? 0);
  }, 0);
}

/** What vitest tells between the last test and its totals: failed suites and tests, and processes that died. */
function failures(log: string): readonly string[] {
  const told = /^⎯+ (?:Failed (?:Suites|Tests)|Unhandled Error)[^]*?(?=^\s*Test Files\s)/gm;
  return (log.match(told) ?? []).flatMap((part) => part.trimEnd().split("\n").slice(0, MAX_LINES));
}

const logs = files.map((file) => stripVTControlCharacters(readFileSync(file, "utf8")));
const text = logs.join("\n");
const passed = count(text, "passed");
const counted = count(text, "failed");
const failed = failedCommands === "" ? counted : Math.max(counted, 1);
for (const line of logs.flatMap(failures)) console.log(line);
if (failedCommands !== "") console.log(`failed: ${failedCommands}`);
console.log(`${passed} passed, ${failed} failed, ${count(text, "skipped")} skipped`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
