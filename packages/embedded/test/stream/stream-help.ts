import type { ReadOptions, StreamReader, StreamRecord, StreamWriter } from "@solarmon/core";

/** Records with the texts `first`, `first + 1`, … */
export function numbered(count: number, first = 0): StreamRecord[] {
  return Array.from({ length: count }, (_, index) => textRecord(String(first + index)));
}

export function textRecord(text: string, key = "plant"): StreamRecord {
  return { key, value: new TextEncoder().encode(text) };
}

/** Texts of the records that exist now, from the oldest. */
export async function textsIn(
  reader: StreamReader,
  options: ReadOptions = { start: { from: "oldest" } },
  consumer = "test",
): Promise<string[]> {
  const texts: string[] = [];
  for await (const { records } of reader.read(consumer, { follow: false, ...options }))
    texts.push(...records.map(({ value }) => new TextDecoder().decode(value)));
  return texts;
}

/** Appends one record after the other, each in a group of its own. */
export async function appendEach(
  writer: StreamWriter,
  records: readonly StreamRecord[],
): Promise<void> {
  for (const record of records) await appendAll(writer, [record]);
}

/** @throws what refused the first refused record */
export async function appendAll(
  writer: StreamWriter,
  records: readonly StreamRecord[],
): Promise<void> {
  for (const verdict of await writer.append(records)) if (!verdict.ok) throw verdict.error;
}

/** Codes of the verdicts, `ok` for a record that is durable. */
export async function verdictsOf(
  writer: StreamWriter,
  records: readonly StreamRecord[],
): Promise<string[]> {
  const verdicts = await writer.append(records);
  return verdicts.map((verdict) => (verdict.ok ? "ok" : verdict.error.code));
}
