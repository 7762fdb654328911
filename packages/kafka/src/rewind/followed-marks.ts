import type { Fetched } from "../reader/partition-fetcher.ts";
import type { PlacedMark } from "../reader/received-records.ts";

/** Which marks a worker has gone back for: it comes by each of them a second time. */
export class FollowedMarks {
  readonly #group: string;
  readonly #followed = new Set<string>();

  constructor(group: string) {
    this.#group = group;
  }

  /** What was fetched; where a mark is new only what stands before it, and the place to go back to. */
  follow(fetched: Fetched): Fetched {
    const mark = fetched.marks.find((one) => this.#isNew(fetched.partition, one));
    if (!mark) return fetched;
    const after = fetched.records.findIndex(({ position }) => BigInt(position) > mark.at);
    const records = after < 0 ? fetched.records : fetched.records.slice(0, after);
    return { ...fetched, records, next: mark.from, end: mark.at };
  }

  #isNew(partition: number, { id, group, from, at }: PlacedMark): boolean {
    const key = `${partition} ${id}`;
    if (group !== this.#group || from >= at || this.#followed.has(key)) return false;
    this.#followed.add(key);
    return true;
  }
}
