import { DAY_MS, type Span, SolarmonError, systemClock } from "@solarmon/core";
import { scopeOf } from "@solarmon/core/authority";
import { parseInstantFlag } from "../cli/instant-flag.ts";
import { createOutput } from "../cli/output.ts";
import type { UsageFlags } from "../commands/usage.ts";
import { dataPaths } from "../folder/data-paths.ts";
import { findTenants } from "../folder/find-tenants.ts";
import { openRecordsAtHand } from "../folder/open-folder-catalog.ts";
import { readDataDir } from "../settings.ts";
import { openUsage } from "./open-usage.ts";
import { USAGE_CSV_HEADER, usageCsv, usageJson, usageTable } from "./usage-words.ts";

/** `solarmon usage`: reads the ledger directly, whether a server runs on it or not. */
export async function runUsage(flags: UsageFlags): Promise<void> {
  const isJson = flags.json === true;
  if (isJson && flags.csv)
    throw new SolarmonError("invalid_argument", "give --json or --csv, not both");
  const span = spanOf(flags);
  const output = createOutput(false); // lines are written as they are
  await using records = await openRecordsAtHand(flags.dataDir);
  const tenants = await findTenants(records.catalog, flags.tenant);
  await using ledger = openUsage(dataPaths(readDataDir(flags.dataDir, process.env)), records);
  if (flags.csv) output.result({}, USAGE_CSV_HEADER);
  for (const tenant of tenants) {
    const days = await ledger.days(scopeOf(tenant.id), span);
    if (flags.csv) for (const day of days) output.result({}, usageCsv(tenant, day));
    else if (isJson) for (const day of days) output.result({}, usageJson(tenant, day));
    else output.result({}, usageTable(tenant, days));
  }
}

/** From the day that `--from` lies in, up to and without the one that begins at `--to`. */
function spanOf({ from, to }: UsageFlags): Span {
  const now = systemClock.now();
  const start = Math.floor(instantOf("--from", from, now) / DAY_MS) * DAY_MS;
  const end = to === undefined ? now + 1 : instantOf("--to", to, now);
  if (end > start) return { start, end };
  throw new SolarmonError(
    "invalid_argument",
    "--to must lie after --from: the end is not included",
  );
}

/** A date alone is the beginning of that UTC day. */
function instantOf(flag: string, text: string, now: number): number {
  const isDate = /^\d{4}-\d\d-\d\d$/.test(text);
  return parseInstantFlag(flag, isDate ? `${text}T00:00Z` : text, now);
}
