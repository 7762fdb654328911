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

  given(partition: number, last: bigint, end: bigint): void {
    this.#given.set(partition, { last, end });
  }

  /** Nothing for us was fetched up to `end`. The place to commit at once; `undefined` where a record's commit reaches it. */
  passed(partition: number, end: bigint): bigint | undefined {
    const given = this.#given.get(partition);
    if (!given) return end;
    if (end > given.end) given.end = end;
    return undefined;
  }

  /** How far a commit reaches. */
  reach(partition: number, next: bigint): bigint {
    const given = this.#given.get(partition);
    if (given?.last !== next) return next;
    this.#given.delete(partition);
    return given.end;
  }

  /** It begins at its last commit. */
  drop(partition: number): void {
    this.#given.delete(partition);
  }
}
