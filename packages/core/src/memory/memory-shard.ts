import type { ReceivedRecord, StreamPosition, StreamRecord, StreamStart } from "../ports/stream.ts";
import type { Instant } from "../time.ts";

/** Records of one shard; the position is the running number. */
export class MemoryShard {
  readonly name: string;
  readonly #records: ReceivedRecord[] = [];

  constructor(name: string) {
    this.name = name;
  }

  add(record: StreamRecord, appendedAt: Instant): StreamPosition {
    const position = `${this.#records.length}`;
    this.#records.push({ key: record.key, value: record.value.slice(), position, appendedAt });
    return position;
  }

  slice(place: number, maxRecords: number): readonly ReceivedRecord[] {
    return this.#records.slice(place, place + maxRecords);
  }

  placeOf(start: Exclude<StreamStart, { from: "checkpoint" }>): number {
    if (start.from === "oldest") return 0;
    if (start.from === "position") return Number(start.position);
    if (start.from === "newest") return this.#records.length;
    const place = this.#records.findIndex(({ appendedAt }) => appendedAt >= start.at);
    return place === -1 ? this.#records.length : place;
  }
}
