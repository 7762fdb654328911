import { once } from "node:events";
import {
  type AuditEntry,
  type AuditLog,
  type AuditQuery,
  SolarmonError,
  systemClock,
  type Tenant,
} from "@solarmon/core";
import { scopeOf } from "@solarmon/core/authority";
import { parseInstantFlag } from "../cli/instant-flag.ts";
import type { AuditFlags } from "../commands/audit.ts";
import { findTenants } from "../folder/find-tenants.ts";
import { openRecordsAtHand } from "../folder/open-folder-catalog.ts";
import { AUDIT_CSV_HEADER, auditCsv, auditJson, auditText } from "./audit-words.ts";

const PAGE_ENTRIES = 500;

/** `solarmon audit`: reads the log directly, whether a server runs on it or not. */
export async function runAudit(flags: AuditFlags): Promise<void> {
  const isJson = flags.json === true;
  if (isJson && flags.csv)
    throw new SolarmonError("invalid_argument", "give --json or --csv, not both");
  const query = queryOf(flags);
  const line = isJson ? auditJson : flags.csv ? auditCsv : auditText;
  await using records = await openRecordsAtHand(flags.dataDir);
  if (flags.csv) await write(`${AUDIT_CSV_HEADER}\n`);
  let count = 0;
  for (const tenant of await findTenants(records.catalog, flags.tenant))
    for await (const entries of pagesOf(records.audit, tenant, query)) {
      count += entries.length;
      await write(entries.map((entry) => `${line(tenant, entry)}\n`).join(""));
    }
  if (count === 0 && !isJson && !flags.csv) await write("Nothing was noted in that time.\n");
}

function queryOf({ from, to, action, subject }: AuditFlags): AuditQuery {
  const now = systemClock.now();
  const start = parseInstantFlag("--from", from, now);
  const end = to === undefined ? now + 1 : parseInstantFlag("--to", to, now);
  if (end <= start)
    throw new SolarmonError(
      "invalid_argument",
      "--to must lie after --from: the end is not included",
    );
  return {
    span: { start, end },
    limit: PAGE_ENTRIES,
    ...(action === undefined ? {} : { action }),
    ...(subject === undefined ? {} : { subjectId: subject }),
  };
}

async function* pagesOf(
  audit: AuditLog,
  { id }: Tenant,
  query: AuditQuery,
): AsyncGenerator<readonly AuditEntry[]> {
  const scope = scopeOf(id);
  let page = await audit.page(scope, query);
  yield page.entries;
  while (page.next !== null) {
    page = await audit.page(scope, { ...query, after: page.next });
    yield page.entries;
  }
}

/** No faster than its reader takes it. */
async function write(text: string): Promise<void> {
  if (text !== "" && !process.stdout.write(text)) await once(process.stdout, "drain");
}
