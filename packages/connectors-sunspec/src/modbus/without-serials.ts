import { findMarker, walkModels } from "../model-chain.ts";
import { RegisterImage } from "../register-image.ts";

const COMMON = 1;
/** Of the serial number, behind the address of a Common block. */
const SERIAL_AT = 50;
const SERIAL_WORDS = 16;

/** The same registers with made-up serial numbers, a different one for each device: for what is kept or shown. */
export function withoutSerials(
  image: RegisterImage,
  unitId: number,
  bases: readonly number[],
): RegisterImage {
  const copy = new RegisterImage();
  for (const address of image.addresses()) copy.set(address, image.get(address) ?? 0);
  const base = findMarker(image, bases);
  const sites = base === undefined ? [] : walkModels(image, base).sites;
  const commons = sites.filter(({ id }) => id === COMMON);
  for (const [index, { address, length }] of commons.entries()) {
    const count = Math.min(SERIAL_WORDS, length + 2 - SERIAL_AT);
    copy.setAll(address + SERIAL_AT, wordsOf(`SERIAL-${unitId}-${index + 1}`, count));
  }
  return copy;
}

function wordsOf(text: string, count: number): readonly number[] {
  const byteAt = (index: number): number => text.charCodeAt(index) || 0;
  return Array.from(
    { length: Math.max(0, count) },
    (_, index) => (byteAt(2 * index) << 8) | byteAt(2 * index + 1),
  );
}
