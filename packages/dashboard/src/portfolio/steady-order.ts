/** How an order that readers look at differs from the one it should have now. */
export interface SteadyOrder<Item> {
  readonly shown: readonly Item[];
  /** How many items stand at another place than they should. */
  readonly moved: number;
}

/**
 * Keeps items at the place where they were shown, so that no row jumps under the mouse.
 * New items come last, items that are gone leave.
 *
 * @param sorted - the items in the order they should have
 * @param kept - ids in the order last shown
 */
export function steadyOrder<Item extends { readonly id: string }>(
  sorted: readonly Item[],
  kept: readonly string[],
): SteadyOrder<Item> {
  const place = new Map(kept.map((id, index) => [id, index]));
  const placeOf = (item: Item): number => place.get(item.id) ?? kept.length;
  const shown = sorted.toSorted((left, right) => placeOf(left) - placeOf(right));
  const moved = shown.filter((item, index) => item.id !== sorted[index]?.id).length;
  return { shown, moved };
}
