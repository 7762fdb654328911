import { type ReceivedRecord, type SolarmonError, toSolarmonError } from "@solarmon/core";
import { backOff } from "./backoff.ts";
import type { Processor } from "./processor.ts";
import type { RecordResult } from "./record-result.ts";

/** Takes a record that cannot be processed and keeps it. Durable when it resolves; rejects to be asked again. */
export type SetAside = (record: ReceivedRecord, error: SolarmonError) => Promise<void>;

export interface UntilDoneOptions {
  readonly processor: Pick<Processor, "process">;
  readonly setAside: SetAside;
  /** Told what became of each record that is processed, in the order in which they succeed. */
  readonly onDone?: ((record: ReceivedRecord, result: RecordResult) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onError?: ((error: SolarmonError) => void) | undefined;
}

const MAX_ATTEMPTS = 5;
/** Faults of the record itself: trying again cannot help. */
const HOPELESS: ReadonlySet<SolarmonError["code"]> = new Set([
  "refused",
  "invalid_argument",
  "not_found",
]);

/**
 * Processes records until each is done or set aside. A part that is down is waited for without end, any other fault
 * is tried five times.
 *
 * @returns whether all are done; `false` when the signal fired before
 */
export async function processUntilDone(
  records: readonly ReceivedRecord[],
  options: UntilDoneOptions,
): Promise<boolean> {
  let rest = records;
  for (let attempt = 0; rest.length > 0; attempt++) {
    if (options.signal?.aborted && attempt > 0) return false;
    if (attempt > 0) await backOff(attempt - 1, options.signal);
    rest = await tryOnce(rest, attempt, options);
  }
  return true;
}

/** The records that must be tried again. */
async function tryOnce(
  records: readonly ReceivedRecord[],
  attempt: number,
  options: UntilDoneOptions,
): Promise<readonly ReceivedRecord[]> {
  const results = await resultsOf(records, options);
  const again: ReceivedRecord[] = [];
  for (const [index, record] of records.entries()) {
    const result = results[index];
    if (!result) continue;
    if (result.ok) {
      options.onDone?.(record, result);
      continue;
    }
    const { error } = result;
    options.onError?.(error);
    const isLast = HOPELESS.has(error.code) || (!error.isRetryable && attempt + 1 >= MAX_ATTEMPTS);
    if (!isLast || !(await isSetAside(record, error, options))) again.push(record);
  }
  return again;
}

async function resultsOf(
  records: readonly ReceivedRecord[],
  { processor }: UntilDoneOptions,
): Promise<readonly RecordResult[]> {
  try {
    return await processor.process(records);
  } catch (thrown) {
    const error = toSolarmonError(thrown, "the processing step failed");
    return records.map(() => ({ ok: false, error }));
  }
}

async function isSetAside(
  record: ReceivedRecord,
  error: SolarmonError,
  { setAside, onError }: UntilDoneOptions,
): Promise<boolean> {
  try {
    await setAside(record, error);
    return true;
  } catch (thrown) {
    onError?.(toSolarmonError(thrown, "a record could not be set aside"));
    return false;
  }
}
