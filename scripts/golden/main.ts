// `npm run golden -- DIR…`: checks every golden topic found below DIR against @solarmon/kpi, a JSON line a file.
import { parseArgs } from "node:util";
import { findTopics } from "./find-topics.ts";
import { runTopic } from "./run-topic.ts";
import { TOPICS } from "./topics.ts";

const USAGE = `Usage: npm run golden -- DIR…

Checks every golden topic found below DIR against @solarmon/kpi and prints a JSON line a file:
{topic,file,rows,maxError,tolerance,ok}. Ends with 1 if any is off.`;

async function main(): Promise<void> {
  const { positionals } = parseArgs({ allowPositionals: true });
  const known = [...new Set(TOPICS.map(({ topic }) => topic))];
  const found = positionals.flatMap((folder) => findTopics(folder, known));
  if (found.length === 0) {
    console.error(
      positionals.length > 0 ? `no golden topic below ${positionals.join(", ")}` : USAGE,
    );
    process.exitCode = 2;
    return;
  }
  for (const topic of found) {
    for await (const line of runTopic(topic, TOPICS)) {
      console.log(JSON.stringify(line));
      if (line.ok === false) process.exitCode = 1;
    }
  }
}

await main();
