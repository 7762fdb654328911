/** Shards that gave something since the last pause. One pause serves all of them. */
export class GatherRound {
  #shards = 1;
  readonly #seen = new Set<string>();

  begin(shards: number): void {
    this.#shards = shards;
    this.#seen.clear();
  }

  /** Whether all shards had their turn, or this one has its second. */
  isOver(shard: string): boolean {
    const isAgain = this.#seen.has(shard);
    this.#seen.add(shard);
    if (!isAgain && this.#seen.size < this.#shards) return false;
    this.#seen.clear();
    return true;
  }
}
