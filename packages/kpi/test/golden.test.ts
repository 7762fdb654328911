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

/** Lines that are off; one that says so when the folder gave none. */
async function faultsOf({ topic, folder }: TopicFolder): Promise<readonly unknown[]> {
  const lines = await linesOf(folder, topic);
  return lines.length > 0 ? lines.filter(({ ok }) => ok === false) : [`${topic}: no files`];
}

describe("golden vectors of synthetic inputs", () => {
  test.each(findTopics(OWN, KNOWN))("$topic", { timeout: 60_000 }, async (found) => {
    expect(await faultsOf(found)).toEqual([]);
  });
});

describe.skipIf(!HAS_SHARED)("golden vectors beside the repository (skipped when absent)", () => {
  const found = HAS_SHARED ? findTopics(SHARED, KNOWN) : [];
  test.each(found)("$topic", { timeout: 60_000 }, async (topic) => {
    expect(await faultsOf(topic)).toEqual([]);
  });
});
