import { DAY_MS, type Id, type Instant, type Span } from "@solarmon/core";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { systemCode } from "../disk-error.ts";

const FILE_NAME = "envelopes.gz";

/** Everything of one tenant. */
export function tenantPath(dir: string, tenantId: Id): string {
  return join(dir, "raw", tenantId);
}

/** The file for what was received on the UTC day of `at`. */
export function dayPath(dir: string, tenantId: Id, at: Instant): string {
  const [year = "", month = "", day = ""] = new Date(at).toISOString().slice(0, 10).split("-");
  return join(tenantPath(dir, tenantId), year, month, day, FILE_NAME);
}

/** The tenant's files with days that meet the span, days ascending. */
export async function daysOf(dir: string, tenantId: Id, span: Span): Promise<string[]> {
  const root = tenantPath(dir, tenantId);
  const found: string[] = [];
  for (const year of await namesIn(root))
    for (const month of await namesIn(join(root, year)))
      for (const day of await namesIn(join(root, year, month)))
        if (meets(Date.parse(`${year}-${month}-${day}`), span))
          found.push(join(root, year, month, day, FILE_NAME));
  return found;
}

function meets(dayStart: number, span: Span): boolean {
  return dayStart < span.end && dayStart + DAY_MS > span.start;
}

async function namesIn(dir: string): Promise<string[]> {
  try {
    return (await readdir(dir)).filter((name) => /^\d{2}(\d{2})?$/.test(name)).toSorted();
  } catch (error) {
    if (systemCode(error) === "ENOENT") return [];
    throw error;
  }
}
