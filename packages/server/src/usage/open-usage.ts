import type { UsageLedger } from "@solarmon/core";
import { openUsageLedger } from "@solarmon/embedded";
import type { DataPaths } from "../folder/data-paths.ts";
import type { Records } from "../services/records.ts";

/** The ledger of the records' PostgreSQL, else of the data folder. Dispose it before the records. */
export function openUsage({ usage }: DataPaths, { shared }: Records): UsageLedger {
  if (!shared) return openUsageLedger({ file: usage });
  const { usage: inner } = shared;
  return {
    book: (bookings) => inner.book(bookings),
    days: (scope, span) => inner.days(scope, span),
    deleteTenant: (scope) => inner.deleteTenant(scope),
    [Symbol.asyncDispose]: async () => undefined,
  };
}
