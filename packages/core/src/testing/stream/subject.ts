import { expect } from "vitest";
import type {
  ReadOptions,
  ReceivedRecord,
  StreamBatch,
  StreamReader,
  StreamRecord,
  StreamWriter,
} from "../../ports/stream.ts";
import { collect } from "../waiting.ts";

/** Both ends of one stream. */
export interface StreamUnderTest {
  readonly writer: StreamWriter;
  readonly reader: StreamReader;
  /** Makes the next record's `appendedAt` later than those before. Default: waits for the system clock's next ms. */
  readonly tick?: () => void | Promise<void>;
}

/** A record whose value is a text. */
export function record(key: string, text: string): StreamRecord {
  return { key, value: new TextEncoder().encode(text) };
}

/** Records `first`, `first + 1`, … of one key, with their numbers as text. */
export function numbered(key: string, count: number, first = 0): StreamRecord[] {
  return Array.from({ length: count }, (_, index) => record(key, `${first + index}`));
}

export function textOf({ value }: StreamRecord): string {
  return new TextDecoder().decode(value);
}

/** Appends and expects every record to be taken. */
export async function append(
  { writer }: StreamUnderTest,
  records: readonly StreamRecord[],
): Promise<void> {
  const verdicts = await writer.append(records);
  expect(verdicts.map(({ ok }) => ok)).toEqual(records.map(() => true));
}

/** Batches of what exists now. */
export function batchesOf(
  { reader }: StreamUnderTest,
  options: ReadOptions = {},
  consumer = "first",
): Promise<StreamBatch[]> {
  return collect(reader.read(consumer, { follow: false, ...options }));
}

export async function recordsOf(
  subject: StreamUnderTest,
  options: ReadOptions = {},
  consumer = "first",
): Promise<ReceivedRecord[]> {
  return (await batchesOf(subject, options, consumer)).flatMap(({ records }) => records);
}

/** Texts of what exists now, of one key where given: the only order that a stream promises. */
export async function textsOf(
  subject: StreamUnderTest,
  options: ReadOptions = {},
  consumer = "first",
): Promise<string[]> {
  return (await recordsOf(subject, options, consumer)).map(textOf);
}

/** Reads what exists and commits up to the record of that text. */
export async function commitUpTo(
  subject: StreamUnderTest,
  text: string,
  consumer = "first",
): Promise<void> {
  for (const batch of await batchesOf(subject, {}, consumer)) {
    const last = batch.records.find((one) => textOf(one) === text);
    if (last) await batch.commit(last.position);
  }
}

/** Waits until the system clock shows a later millisecond. */
export async function nextMillisecond(): Promise<void> {
  const before = Date.now();
  while (Date.now() === before) await new Promise((resolve) => setTimeout(resolve, 1));
}
