function swap(values: Float64Array, a: number, b: number): void {
  const kept = values[a]!;
  values[a] = values[b]!;
  values[b] = kept;
}

/** Puts the median of three probes in front, so that sorted input does not make selection slow. */
function choosePivot(values: Float64Array, left: number, right: number): number {
  const middle = (left + right) >> 1;
  if (values[middle]! < values[left]!) swap(values, middle, left);
  if (values[right]! < values[left]!) swap(values, right, left);
  if (values[right]! < values[middle]!) swap(values, right, middle);
  return values[middle]!;
}

/**
 * The `rank`-th smallest of `values[start…end)`, rank counted from `start`; reorders that stretch so that nothing
 * before `rank` is greater and nothing after it is smaller. No `NaN` may be among them.
 *
 * @see C. A. R. Hoare, "Algorithm 65: Find", CACM 4(7), 1961, doi:10.1145/366622.366647
 */
export function selectRank(
  values: Float64Array,
  rank: number,
  start: number = 0,
  end: number = values.length,
): number {
  let left = start;
  let right = end - 1;
  while (left < right) {
    const pivot = choosePivot(values, left, right);
    let low = left;
    let high = right;
    while (low <= high) {
      while (values[low]! < pivot) low++;
      while (values[high]! > pivot) high--;
      if (low > high) break;
      swap(values, low, high);
      low++;
      high--;
    }
    if (rank <= high) right = high;
    else if (rank >= low) left = low;
    else break;
  }
  return values[rank]!;
}
