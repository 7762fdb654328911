/** The numbers of a moving window, always sorted: order statistics without sorting again. */
export interface SortedWindow {
  readonly size: number;
  add(value: number): void;
  /** Takes out one of the values equal to `value`, which must be there. */
  remove(value: number): void;
  /** `NaN` when empty; the mean of the middle two for an even size. */
  median(): number;
}

/** First place whose value is not below `value`. */
function placeOf(values: Float64Array, size: number, value: number): number {
  let low = 0;
  let high = size;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

export function createSortedWindow(): SortedWindow {
  let values = new Float64Array(64);
  let size = 0;
  return {
    get size() {
      return size;
    },
    add(value) {
      if (size === values.length) {
        const wider = new Float64Array(size * 2);
        wider.set(values);
        values = wider;
      }
      const place = placeOf(values, size, value);
      values.copyWithin(place + 1, place, size);
      values[place] = value;
      size++;
    },
    remove(value) {
      const place = placeOf(values, size, value);
      values.copyWithin(place, place + 1, size);
      size--;
    },
    median() {
      if (size === 0) return Number.NaN;
      const half = size >> 1;
      const upper = values[half]!;
      return size % 2 === 1 ? upper : (values[half - 1]! + upper) / 2;
    },
  };
}
