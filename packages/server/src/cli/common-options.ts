import { Command } from "commander";

/** Options that every subcommand has. */
export interface CommonFlags {
  readonly json?: boolean;
  readonly dataDir?: string;
}

/** A subcommand with `--json`, `--data-dir` and examples below its help. */
export function subcommand(name: string, summary: string, examples: readonly string[]): Command {
  const command = new Command(name)
    .description(summary)
    .option("--json", "answer in JSON, one value per line")
    .option("--data-dir <dir>", "data folder (SOLARMON_DATA_DIR, default ./data)");
  if (examples.length > 0)
    command.addHelpText("after", `\nExamples:\n${examples.map((line) => `  ${line}`).join("\n")}`);
  return command;
}

/** For an option that may be given again. */
export function collect(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}
