import type { Instant } from "@solarmon/core";

interface Entry<Item> {
  readonly item: Item;
  at: Instant;
}

/** Items by when they are due: a binary heap that knows where each of them is, so that it can be moved or taken out. */
export class DueQueue<Item> {
  readonly #heap: Entry<Item>[] = [];
  readonly #places = new Map<Item, number>();

  /** When the first one is due; `Infinity` when there is none. */
  get nextAt(): Instant {
    return this.#heap[0]?.at ?? Number.POSITIVE_INFINITY;
  }

  /** Adds the item, or moves it. */
  set(item: Item, at: Instant): void {
    const place = this.#places.get(item) ?? this.#heap.length;
    this.#put(place, { item, at });
    this.#rise(place);
    this.#sink(this.#places.get(item) ?? place);
  }

  /** Takes out the first one that is due at `now`. */
  take(now: Instant): Item | undefined {
    const first = this.#heap[0];
    if (!first || first.at > now) return undefined;
    this.delete(first.item);
    return first.item;
  }

  delete(item: Item): void {
    const place = this.#places.get(item);
    if (place === undefined) return;
    this.#places.delete(item);
    const last = this.#heap.pop();
    if (!last || last.item === item) return;
    this.#put(place, last);
    this.#rise(place);
    this.#sink(this.#places.get(last.item) ?? place);
  }

  #put(place: number, entry: Entry<Item>): void {
    this.#heap[place] = entry;
    this.#places.set(entry.item, place);
  }

  #rise(from: number): void {
    for (let place = from; place > 0;) {
      const above = (place - 1) >> 1;
      if (!this.#swapIfLater(above, place)) return;
      place = above;
    }
  }

  #sink(from: number): void {
    for (let place = from; ;) {
      const left = 2 * place + 1;
      const below = this.#atOf(left + 1) < this.#atOf(left) ? left + 1 : left;
      if (below >= this.#heap.length || !this.#swapIfLater(place, below)) return;
      place = below;
    }
  }

  #swapIfLater(above: number, below: number): boolean {
    const [upper, lower] = [this.#heap[above], this.#heap[below]];
    if (!upper || !lower || upper.at <= lower.at) return false;
    this.#put(above, lower);
    this.#put(below, upper);
    return true;
  }

  #atOf(place: number): Instant {
    return this.#heap[place]?.at ?? Number.POSITIVE_INFINITY;
  }
}
