/**
 * How many values a packed reading has, missing ones (`null`) not among them. Looks at no value: see the layout in
 * `packed-values.ts`.
 */
export function countValues(packed: Uint8Array): number {
  let count = 0;
  let offset = 0;
  while (offset < packed.length) {
    while ((packed[offset++] ?? 0) > 127); // the code
    if (packed[offset] !== 0) count++;
    while ((packed[offset++] ?? 0) > 127); // the value
  }
  return count;
}
