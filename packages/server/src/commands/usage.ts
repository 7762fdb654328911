import type { Command } from "commander";
import { type CommonFlags, subcommand } from "../cli/common-options.ts";

export interface UsageFlags extends CommonFlags {
  readonly tenant?: string;
  readonly from: string;
  readonly to?: string;
  readonly csv?: boolean;
}

/** `solarmon usage` */
export function usageCommand(): Command {
  return subcommand(
    "usage",
    "what tenants have used, by UTC day: points, calls, live minutes, plants, kWp",
    [
      'solarmon usage --tenant "Helios Energy" --from 7d',
      "solarmon usage --from 2026-06-01 --to 2026-07-01 --csv > june.csv",
    ],
  )
    .option("--tenant <id or name>", "only this tenant; default all, one by one")
    .option("--from <day>", "a date in UTC, a time with a zone, or an age such as 7d", "30d")
    .option("--to <day>", "likewise, not included; default now")
    .option("--csv", "for an invoice: a line per tenant, day and measure, with its unit")
    .action(async (flags: UsageFlags) => {
      const { runUsage } = await import("../usage/run-usage.ts");
      await runUsage(flags);
    });
}
