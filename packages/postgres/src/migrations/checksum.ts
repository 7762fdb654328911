import { createHash } from "node:crypto";

/** Tells a migration that was changed after it ran. */
export function checksumOf(sql: string): string {
  return createHash("sha256").update(sql).digest("hex");
}
