import type { StreamRecord, StreamWriter } from "@solarmon/core";

const CALLS = 8;
const RECORDS_PER_CALL = 50;

/** Appends the records, some calls at a time. @throws the first refusal */
export async function appendAll(
  stream: StreamWriter,
  records: readonly StreamRecord[],
): Promise<void> {
  let next = 0;
  const append = async (): Promise<void> => {
    while (next < records.length) {
      const call = records.slice(next, (next += RECORDS_PER_CALL));
      for (const verdict of await stream.append(call)) if (!verdict.ok) throw verdict.error;
    }
  };
  await Promise.all(Array.from({ length: CALLS }, append));
}
