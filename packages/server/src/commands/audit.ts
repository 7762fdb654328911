import { AUDIT_ACTIONS, type AuditAction } from "@solarmon/core";
import { type Command, Option } from "commander";
import { type CommonFlags, subcommand } from "../cli/common-options.ts";

export interface AuditFlags extends CommonFlags {
  readonly tenant?: string;
  readonly from: string;
  readonly to?: string;
  readonly action?: AuditAction;
  readonly subject?: string;
  readonly csv?: boolean;
}

/** `solarmon audit` */
export function auditCommand(): Command {
  return subcommand("audit", "who did what, newest first: log-ins, devices, links, imports, …", [
    'solarmon audit --tenant "Helios Energy"',
    "solarmon audit --from 24h --action user.log_in_failed",
    "solarmon audit --from 2026-01-01T00:00:00Z --csv > audit.csv",
  ])
    .option("--tenant <id or name>", "only what concerns this tenant; default all, one by one")
    .option("--from <time>", "ISO 8601 with a zone, or an age such as 24h or 7d", "30d")
    .option("--to <time>", "likewise, not included; default now")
    .addOption(new Option("--action <action>", "only these").choices(AUDIT_ACTIONS))
    .option("--subject <id>", "only what was done to the plant, device, user, … of that id")
    .option("--csv", "a line per entry for a spreadsheet")
    .action(async (flags: AuditFlags) => {
      const { runAudit } = await import("../audit/run-audit.ts");
      await runAudit(flags);
    });
}
