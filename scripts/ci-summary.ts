// Adds up what the test runs printed and closes with the one line that CI reads.
// Usage: ci-summary.ts FAILED LOG… where FAILED is 1 when any command before exited with an error.
import { readFileSync } from "node:fs";
import { stripVTControlCharacters } from "node:util";

const [commandFailed, ...logs] = process.argv.slice(2);

function count(text: string, word: string): number {
  const summaries = text.match(/^\s*Tests\s.*$/gm) ?? [];
  return summaries.reduce((sum, line) => {
    const found = new RegExp(`(\\d+) ${word}`).exec(line);
    return sum + Number(found?.[1] ?? 0);
  }, 0);
}

const text = logs.map((log) => stripVTControlCharacters(readFileSync(log, "utf8"))).join("\n");
const passed = count(text, "passed");
const counted = count(text, "failed");
const failed = commandFailed === "0" ? counted : Math.max(counted, 1);
console.log(`${passed} passed, ${failed} failed, ${count(text, "skipped")} skipped`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
