/** Evenly distributed numbers, 0 inclusive to 1 exclusive, as `Math.random` gives them. */
export type Random = () => number;

/**
 * Repeatable random numbers: the same seed gives the same answer on every machine (sfc32, 128 bits of state).
 *
 * @param seed - any integer
 * @see C. Doty-Humphrey, PractRand (public domain)
 * @example
 * const random = createRandom(1);
 * random() < 1; // true
 */
export function createRandom(seed: number = 1): Random {
  let a = seed | 0;
  let b = 0x9e37_79b9 | 0;
  let c = 0x243f_6a88 | 0;
  let counter = 1;
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + sum) | 0;
    return sum >>> 0;
  };
  for (let round = 0; round < 12; round++) next();
  return () => next() / 4_294_967_296;
}

/** A standard normal number (Box and Muller, one of the pair). */
export function normalFrom(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
