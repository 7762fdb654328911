import type { Fetched } from "../reader/partition-fetcher.ts";
import type { RewindMark } from "./rewind-mark.ts";

/** Which marks a worker has gone back for: it comes by each of them a second time. */
export class FollowedMarks {
  readonly #group: string;
  readonly #followed = new Set<string>();

  constructor(group: string) {
    this.#group = group;
  }

  /** The first mark among what was fetched that leads back and was not followed yet. It counts as followed then. */
  next({ partition, marks }: Fetched): RewindMark | undefined {
    const keyOf = ({ id }: RewindMark): string => `${partition} ${id}`;
    const mark = marks.find(
      (one) => one.group === this.#group && one.from < one.at && !this.#followed.has(keyOf(one)),
    );
    if (mark) this.#followed.add(keyOf(mark));
    return mark;
  }
}
