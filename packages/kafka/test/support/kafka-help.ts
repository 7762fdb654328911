import type { ReceivedRecord, StreamRecord } from "@solarmon/core";
import type { KafkaStream } from "@solarmon/kafka";

export function textOf({ value }: StreamRecord | ReceivedRecord): string {
  return new TextDecoder().decode(value);
}

export function record(key: string, text: string): StreamRecord {
  return { key, value: new TextEncoder().encode(text) };
}

/** Whether `all` has every text of `some`. */
export function hasAll(all: ReadonlySet<string>, some: ReadonlySet<string>): boolean {
  return [...some].every((text) => all.has(text));
}

/** Polls until it holds. @throws with `what` after `patienceMs` */
export async function eventually(
  what: string,
  holds: () => boolean | Promise<boolean>,
  patienceMs = 30_000,
): Promise<void> {
  const deadlineAt = Date.now() + patienceMs;
  while (!(await holds())) {
    if (Date.now() > deadlineAt) throw new Error(`not within ${patienceMs} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Texts of all that exists now. */
export async function allTexts(stream: KafkaStream): Promise<string[]> {
  const texts: string[] = [];
  for await (const { records } of stream.read("all", { start: { from: "oldest" }, follow: false }))
    texts.push(...records.map(textOf));
  return texts;
}
