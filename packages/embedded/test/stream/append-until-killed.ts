// Run by kill.integration.test.ts: appends numbered records from several callers and tells the parent, line by line,
// which ones were acknowledged. Usage: node append-until-killed.ts DIR FIRST CALLERS
import { writeSync } from "node:fs";
import { openSegmentLog } from "@solarmon/embedded";

const [dir = "", first = "0", callers = "1"] = process.argv.slice(2);
const log = await openSegmentLog({ dir, segmentBytes: 64 * 1024 });
let next = Number(first);

async function appendForEver(caller: number): Promise<void> {
  for (;;) {
    const numbers = Array.from({ length: 1 + (next % 4) }, () => next++);
    const records = numbers.map((number) => ({
      key: `caller ${caller}`,
      value: Buffer.from(`${number} ${"x".repeat(number % 300)}`),
    }));
    const verdicts = await log.append(records);
    if (verdicts.every(({ ok }) => ok)) writeSync(1, `${numbers.join("\n")}\n`);
  }
}

await Promise.all(Array.from({ length: Number(callers) }, (_, caller) => appendForEver(caller)));
