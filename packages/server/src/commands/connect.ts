import type { Command } from "commander";
import { collect, type CommonFlags, subcommand } from "../cli/common-options.ts";
import type { SiteFlags } from "../links/choose-sites.ts";
import type { SettingFlags } from "../links/gather-settings.ts";

export interface ConnectFlags extends CommonFlags, SettingFlags, SiteFlags {
  readonly name?: string;
  readonly try?: boolean;
}

/** `solarmon connect VENDOR` */
export function connectCommand(): Command {
  const command = subcommand("connect", "read plants from a vendor, from now on", [
    'solarmon connect fronius --set address=192.168.1.30 --plant "Roof 1"',
    "solarmon connect solaredge --set-from-env token=SOLAREDGE_TOKEN --create-plants",
    "solarmon connect fronius --set address=192.168.1.30 --try",
  ]).argument("[vendor]", "name of the vendor; without one all are listed with what they ask for");
  return withSettingOptions(command)
    .option("--plant <id or name>", "plant of the only site")
    .option("--site <key=plant>", "plant of that site; may be given again", collect, [])
    .option("--create-plants", "make a plant for each site that none is given for")
    .option("--tenant <id or name>", "tenant that owns them, when there are several")
    .option("--time-zone <zone>", "of plants that are made, when the vendor tells none")
    .option("--name <name>", "name of the link; default the vendor's")
    .option("--try", "only show what the vendor sends and how it is read; store nothing")
    .action(async (vendor: string | undefined, flags: ConnectFlags) => {
      const { listVendors, runConnect } = await import("../links/run-connect.ts");
      await (vendor === undefined ? listVendors(flags) : runConnect(vendor, flags));
    });
}

/** What a vendor wants to know. Secrets never stand in an argument: those show in the list of processes. */
export function withSettingOptions(command: Command): Command {
  return command
    .option("--set <name=value>", "a setting that is no secret; may be given again", collect, [])
    .option(
      "--set-from-env <name=VARIABLE>",
      "a setting from an environment variable; may be given again",
      collect,
      [],
    )
    .option("--set-from-stdin <name>", "the setting that is read from standard input");
}
