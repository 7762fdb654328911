import { existsSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { findTopics, type TopicFolder } from "../../../scripts/golden/find-topics.ts";
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

const HAS_SHARED = existsSync(SHARED);

async function expectAllRight({ topic, folder }: TopicFolder): Promise<void> {
  const lines = await linesOf(folder, topic);
  expect(lines.length).toBeGreaterThan(0);
  expect(lines.filter(({ ok }) => ok === false)).toEqual([]);
}

describe("golden vectors of synthetic inputs", () => {
  test.each(findTopics(OWN, KNOWN))("$topic", { timeout: 60_000 }, async (found) => {
    await expectAllRight(found);
  });
});

describe.skipIf(!HAS_SHARED)("golden vectors beside the repository (skipped when absent)", () => {
  const found = HAS_SHARED ? findTopics(SHARED, KNOWN) : [];
  test.each(found)("$topic", { timeout: 60_000 }, async (topic) => {
    await expectAllRight(topic);
  });
});
