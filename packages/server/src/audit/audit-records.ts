import { type AuditActor, AuditTrail, type AuditTrailOptions } from "@solarmon/core";
import type { Records } from "../services/records.ts";
import { AuditedCatalog } from "./audited-catalog.ts";

/** Records whose changes are noted. */
export interface AuditedRecords extends Records {
  readonly trail: AuditTrail;
}

/** Lets all changes through these records be noted as that actor's. Takes them over: closing the result closes them. */
export function auditRecords(
  records: Records,
  actor: AuditActor,
  onLost: AuditTrailOptions["onLost"],
): AuditedRecords {
  const trail = new AuditTrail({ log: records.audit, onLost });
  return {
    ...records,
    catalog: new AuditedCatalog(records.catalog, { trail, actor }),
    trail,
    async [Symbol.asyncDispose]() {
      await trail[Symbol.asyncDispose]();
      await records[Symbol.asyncDispose]();
    },
  };
}

/** For a command: what could not be kept stands on standard error, whole, so that it can be kept by hand. */
export function tellLostEntry(...[entry, error]: Parameters<AuditTrailOptions["onLost"]>): void {
  process.stderr.write(
    `solarmon: done, but the audit log could not keep it (${error.message}): ${JSON.stringify(entry)}\n`,
  );
}
