import { type Command, Option } from "commander";
import { type CommonFlags, subcommand } from "../cli/common-options.ts";

export interface QueryFlags extends CommonFlags {
  readonly plant: string;
  readonly points: string;
  readonly from?: string;
  readonly to?: string;
  readonly resolution: "raw" | "5m" | "1h" | "1d";
  readonly devices?: string;
  readonly total?: boolean;
}

/** `solarmon query --plant … --points … --from … --to …` */
export function queryCommand(): Command {
  return subcommand("query", "read series of a plant as CSV, or as JSON with --json", [
    "solarmon query --plant 'Roof 1' --points acPower --from 2026-06-30 --to 2026-07-01",
    "solarmon query --plant 'Roof 1' --points acEnergyTotal --from 2026-06-01 --to 2026-07-01 --resolution 1d --total",
  ])
    .requiredOption("--plant <id or name>", "the plant")
    .requiredOption("--points <a,b>", "names of points, separated by commas")
    .option("--from <time>", "date or time, in the plant's zone if it names none; default: today")
    .option("--to <time>", "end, not included; default: now")
    .addOption(
      new Option("--resolution <step>", "of the rows")
        .choices(["raw", "5m", "1h", "1d"])
        .default("5m"),
    )
    .option("--devices <a,b>", "names or ids of devices; default all")
    .option("--total", "the plant's total instead of a row per device")
    .action(async (flags: QueryFlags) => {
      const { runQuery } = await import("../query/run-query.ts");
      await runQuery(flags);
    });
}
