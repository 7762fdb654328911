import type { AppendVerdict, SolarmonError } from "@solarmon/core";

/** What became of a record. Readings of one that is not ok may have been stored: give it again, or set it aside. */
export type RecordResult =
  | { readonly ok: true; readonly verdicts: readonly AppendVerdict[] }
  | { readonly ok: false; readonly error: SolarmonError };
