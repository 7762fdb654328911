import type { Command } from "commander";
import { type CommonFlags, subcommand } from "../cli/common-options.ts";
import type { ReplayOutcome } from "../folder/replay-stream.ts";

interface ReplayFlags extends CommonFlags {
  readonly from: string;
}

/** `solarmon replay --from T` */
export function replayCommand(): Command {
  return subcommand("replay", "run the stream again through the processor; changes nothing twice", [
    "solarmon replay --from 2026-06-30T00:00:00Z",
    "solarmon replay --from 24h",
  ])
    .requiredOption("--from <time>", "ISO 8601 with a zone, or an age such as 90m, 24h or 2d")
    .action(replay);
}

async function replay(flags: ReplayFlags): Promise<void> {
  const { createProgress } = await import("../cli/progress.ts");
  const { systemClock } = await import("@solarmon/core");
  const { createOutput } = await import("../cli/output.ts");
  const { parseInstantFlag } = await import("../cli/instant-flag.ts");
  const { replayStream } = await import("../folder/replay-stream.ts");
  const { readDataDir } = await import("../settings.ts");
  const from = parseInstantFlag("--from", flags.from, systemClock.now());
  const output = createOutput(flags.json === true);
  using progress = createProgress(flags.json === true);
  const report = await replayStream(readDataDir(flags.dataDir, process.env), {
    from,
    onWarning: (message) => output.note(message),
    onProgress: (share, records) => progress.update(share, `${records} records`),
  });
  progress[Symbol.dispose]();
  output.result({ from, ...report }, describe(report));
}

function describe({ records, readings, failedRecords = 0 }: ReplayOutcome): string {
  if (!readings) return `${records} stream records were processed again by the workers`;
  return (
    `${records} stream records: ${readings.stored} readings stored, ${readings.replaced} replaced, ` +
    `${readings.duplicate} known already, ${failedRecords} records failed`
  );
}
