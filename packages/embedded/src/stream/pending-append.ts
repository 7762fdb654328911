import {
  RateLimitedError,
  SolarmonError,
  type StreamRecord,
  type StreamVerdict,
} from "@solarmon/core";
import { MAX_KEY_LENGTH, MAX_VALUE_BYTES } from "./record-format.ts";

const RETRY_AFTER_MS = 100;
/** What a waiting record takes beside its key and value [bytes]: objects, promise, verdict. */
const OVERHEAD_BYTES = 200;

/** One `append` call that waits for its verdicts. */
export interface PendingAppend {
  readonly records: readonly StreamRecord[];
  /** By index of the record; `undefined` while undecided. */
  readonly verdicts: (StreamVerdict | undefined)[];
  /** Bytes of the records that were let in. */
  readonly bytes: number;
  /** Index of the first record that no group has taken yet. */
  taken: number;
  readonly resolve: (verdicts: readonly StreamVerdict[]) => void;
}

/** Decides what can be decided at once: refuses what does not fit the format or the room that is left. */
export function admit(
  records: readonly StreamRecord[],
  roomBytes: number,
): { verdicts: (StreamVerdict | undefined)[]; bytes: number; admitted: number } {
  const verdicts: (StreamVerdict | undefined)[] = [];
  let bytes = 0;
  let admitted = 0;
  let isFull = false;
  for (const record of records) {
    const size = OVERHEAD_BYTES + record.key.length + record.value.byteLength;
    // after the first record without room none may enter: a later one would overtake it
    isFull ||= bytes + size > roomBytes;
    const error = isFull ? noRoom() : unfit(record);
    verdicts.push(error && { ok: false, error });
    if (error) continue;
    bytes += size;
    admitted++;
  }
  return { verdicts, bytes, admitted };
}

function noRoom(): SolarmonError {
  return new RateLimitedError(
    "too many records wait for the disk. Send again later.",
    RETRY_AFTER_MS,
  );
}

function unfit({ key, value }: StreamRecord): SolarmonError | undefined {
  if (key.length > MAX_KEY_LENGTH)
    return new SolarmonError(
      "invalid_argument",
      `the key has ${key.length} characters, ${MAX_KEY_LENGTH} are allowed`,
    );
  if (value.byteLength > MAX_VALUE_BYTES)
    return new SolarmonError(
      "too_large",
      `the record has ${value.byteLength} bytes, ${MAX_VALUE_BYTES} are allowed`,
    );
  return undefined;
}
