import { type Command, Option } from "commander";
import { type CommonFlags, subcommand } from "../cli/common-options.ts";

export interface AlarmListFlags extends CommonFlags {
  readonly tenant?: string;
  readonly plant?: string;
  readonly all?: boolean;
  readonly folded?: boolean;
}

export interface ResolveFlags extends CommonFlags {
  readonly reason: string;
}

/** `solarmon alarms`, `solarmon alarms acknowledge|resolve` */
export function alarmsCommand(): Command {
  const list = subcommand(
    "alarms",
    "what is wrong: silent plants, devices and links, newest first",
    [
      "solarmon alarms",
      "solarmon alarms --tenant 'Helios Energy' --all --json",
      "solarmon alarms acknowledge 4f8a…",
      "solarmon alarms resolve 4f8a… --reason 'inverter was taken down'",
    ],
  );
  return list
    .option("--tenant <id or name>", "only those of this tenant; default all, one by one")
    .option("--plant <id or name>", "only those of this plant")
    .addOption(new Option("--open", "those that are open: the default").conflicts("all"))
    .option("--all", "those that were resolved, too")
    .option("--folded", "those that another alarm explains, too")
    .action(async (flags: AlarmListFlags) => {
      const { runAlarmList } = await import("../alarms/run-alarms.ts");
      await runAlarmList(flags);
    })
    .addCommand(acknowledgeCommand())
    .addCommand(resolveCommand());
}

function acknowledgeCommand(): Command {
  return subcommand("acknowledge", "say that an alarm has been seen", [
    "solarmon alarms acknowledge 4f8a…",
  ])
    .argument("<alarm>", "id of the alarm")
    .action(async (id: string, _own: CommonFlags, command: Command) => {
      const { runAcknowledge } = await import("../alarms/run-alarms.ts");
      await runAcknowledge(id, command.optsWithGlobals<CommonFlags>()); // `alarms` takes --json for itself
    });
}

function resolveCommand(): Command {
  return subcommand("resolve", "close an alarm by hand; it comes again only after it was over", [
    "solarmon alarms resolve 4f8a… --reason 'inverter was taken down'",
  ])
    .argument("<alarm>", "id of the alarm")
    .requiredOption("--reason <text>", "why; kept in the history")
    .action(async (id: string, _own: ResolveFlags, command: Command) => {
      const { runResolve } = await import("../alarms/run-alarms.ts");
      await runResolve(id, command.optsWithGlobals<ResolveFlags>());
    });
}
