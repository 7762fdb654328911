import { SolarmonError } from "../errors.ts";

/** Bytes that each of the first `count` values needs. */
export function planeWidth(values: Uint32Array, count: number): number {
  let all = 0;
  for (let index = 0; index < count; index++) all |= values[index] ?? 0;
  return Math.max(1, Math.ceil((32 - Math.clz32(all)) / 8));
}

/** The values' lowest bytes, then their second bytes, and so on: like bytes side by side deflate better. */
export function toPlanes(values: Uint32Array, count: number, width: number): Uint8Array {
  const planes = new Uint8Array(count * width);
  for (let plane = 0; plane < width; plane++) {
    const shift = plane * 8;
    const from = plane * count;
    for (let index = 0; index < count; index++)
      planes[from + index] = (values[index] ?? 0) >>> shift;
  }
  return planes;
}

/** Fills the first `count` of `target` from such planes. @throws `storage_corrupt` for another length */
export function fromPlanes(
  planes: Uint8Array,
  target: Uint32Array,
  count: number,
  width: number,
): void {
  if (planes.length !== count * width)
    throw new SolarmonError("storage_corrupt", "a chunk column has another length than its chunk");
  for (let index = 0; index < count; index++) target[index] = planes[index] ?? 0;
  for (let plane = 1; plane < width; plane++) {
    const shift = plane * 8;
    const from = plane * count;
    for (let index = 0; index < count; index++)
      target[index] = (target[index] ?? 0) | ((planes[from + index] ?? 0) << shift);
  }
}
