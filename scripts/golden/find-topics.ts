import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename } from "node:path";

/** A folder that holds a golden topic. */
export interface TopicFolder {
  readonly topic: string;
  readonly folder: string;
}

function looksGolden(folder: string): boolean {
  const readme = `${folder}/README.md`;
  return existsSync(readme) && readFileSync(readme, "utf8").startsWith("# Golden vectors:");
}

/** `solarposition`, also `solarposition-polar`: the longest known topic that the folder's name begins with. */
function topicOf(folder: string, known: readonly string[]): string | undefined {
  const name = basename(folder).replaceAll("-", "_");
  return known
    .filter((topic) => name === topic || name.startsWith(`${topic}_`))
    .toSorted((a, b) => b.length - a.length)[0];
}

/** Every golden topic at or below `folder`, by path; an unknown topic is given with its folder's name. */
export function findTopics(folder: string, known: readonly string[]): TopicFolder[] {
  const topic = topicOf(folder, known) ?? (looksGolden(folder) ? basename(folder) : undefined);
  if (topic !== undefined) return [{ topic, folder }];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== "node_modules")
    .map((entry) => entry.name)
    .toSorted()
    .flatMap((name) => findTopics(`${folder}/${name}`, known));
}
