import { parsePosition } from "./parse-position.ts";
import type { Places } from "./offsets.ts";
import type { Fetched } from "./partition-fetcher.ts";

interface Given {
  /** A commit of the last record that was given is one of this place. */
  readonly last: bigint;
  /** Where what was fetched with it ends: behind it may stand what is no record of ours. */
  end: bigint;
}

/**
 * Which records of a partition wait to be committed. Only records can be committed; what stands behind the last one (marks
 * of ours, those of transactions) goes along with it, else it would count as backlog until the next record.
 */
export class Outstanding {
  readonly #given = new Map<number, Given>();
  /** Places to commit that no record's commit reaches any more. */
  readonly #due: Places = new Map();

  /** @param places - from where it was fetched */
  note({ partition, records, next }: Fetched, places: Places): void {
    if (places.get(partition) === next) return; // nothing came
    const last = records.at(-1);
    const given = this.#given.get(partition);
    if (last) {
      this.#given.set(partition, { last: parsePosition(last.position) + 1n, end: next });
      this.#due.delete(partition);
    } else if (given) given.end = next;
    else this.#due.set(partition, next);
  }

  /** How far a commit reaches. */
  reach(partition: number, place: bigint): bigint {
    const given = this.#given.get(partition);
    return given?.last === place ? given.end : place;
  }

  /** A commit of that place has reached so far. */
  committed(partition: number, place: bigint, reached: bigint): void {
    const given = this.#given.get(partition);
    if (given?.last !== place) return;
    this.#given.delete(partition);
    if (given.end > reached) this.#due.set(partition, given.end);
  }

  /** Commits what is due; what fails is tried again at the next call. */
  async settle(commit: (partition: number, place: bigint) => Promise<void>): Promise<void> {
    for (const [partition, place] of this.#due) {
      const isDone = await commit(partition, place).then(
        () => true,
        () => false,
      );
      if (isDone && this.#due.get(partition) === place) this.#due.delete(partition);
    }
  }

  /** It begins at its last commit, or before. */
  drop(partition: number): void {
    this.#given.delete(partition);
    this.#due.delete(partition);
  }
}
