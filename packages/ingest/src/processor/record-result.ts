import type { AppendVerdict, SolarmonError } from "@solarmon/core";
import type { RecordUsage } from "../usage/record-usage.ts";

/** What became of a record. Readings of one that is not ok may have been stored: give it again, or set it aside. */
export type RecordResult =
  | {
      readonly ok: true;
      readonly verdicts: readonly AppendVerdict[];
      /** Where it is metered. */
      readonly usage?: RecordUsage;
    }
  | { readonly ok: false; readonly error: SolarmonError };
