import { existsSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { findTopics } from "../../../scripts/golden/find-topics.ts";
import { type GoldenLine, runTopic } from "../../../scripts/golden/run-topic.ts";
import { TOPICS } from "../../../scripts/golden/topics.ts";

const KNOWN = [...new Set(TOPICS.map(({ topic }) => topic))];
const OWN = new URL("golden", import.meta.url).pathname;
/** Vectors that rest on plant data are kept beside the repository. */
const SHARED = new URL("../../../../shared/golden", import.meta.url).pathname;

async function linesOf(folder: string, topic: string): Promise<GoldenLine[]> {
  const lines: GoldenLine[] = [];
  for await (const line of runTopic({ topic, folder }, TOPICS)) lines.push(line);
  return lines;
}

function describeFolder(name: string, folder: string): void {
  describe.skipIf(!existsSync(folder))(name, () => {
    const found = existsSync(folder) ? findTopics(folder, KNOWN) : [];
    test.each(found)("$topic", { timeout: 60_000 }, async ({ topic, folder: at }) => {
      const lines = await linesOf(at, topic);
      expect(lines.length).toBeGreaterThan(0);
      expect(lines.filter(({ ok }) => ok === false)).toEqual([]);
    });
  });
}

describeFolder("golden vectors of synthetic inputs", OWN);
describeFolder(
  "golden vectors beside the repository (skipped: ../shared/golden is absent)",
  SHARED,
);
