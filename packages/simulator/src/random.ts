/** A number of [0, 1) that belongs to `seed` and `index` and is the same each time. */
export function hashUnit(seed: number, index: number): number {
  let hash = Math.imul(seed ^ 0x9e37_79b9, 0x85eb_ca6b) ^ Math.imul(index | 0, 0xc2b2_ae35);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b_3c6d);
  hash = Math.imul(hash ^ (hash >>> 12), 0x297a_2d39);
  return ((hash ^ (hash >>> 15)) >>> 0) / 4_294_967_296;
}

/** A smooth random curve of [0, 1) over `position`, with knots at whole numbers. Same seed, same curve. */
export function smoothNoise(seed: number, position: number): number {
  const knot = Math.floor(position);
  const share = position - knot;
  const eased = share * share * (3 - 2 * share);
  const from = hashUnit(seed, knot);
  return from + (hashUnit(seed, knot + 1) - from) * eased;
}

/** A seed from a name, so that each plant has its own weather. */
export function seedOf(name: string): number {
  let seed = 0x811c_9dc5;
  for (const letter of name) seed = Math.imul(seed ^ (letter.codePointAt(0) ?? 0), 0x0100_0193);
  return seed >>> 0;
}
