import { SolarmonError } from "../errors.ts";

/** The doubles' bytes, little-endian, all first bytes before all second bytes and so on. */
export function floatsToPlanes(values: Float64Array, count: number): Uint8Array {
  const planes = new Uint8Array(count * 8);
  const view = new DataView(new ArrayBuffer(8));
  for (let index = 0; index < count; index++) {
    view.setFloat64(0, values[index] ?? 0, true);
    for (let plane = 0; plane < 8; plane++) planes[plane * count + index] = view.getUint8(plane);
  }
  return planes;
}

/** Fills the first `count` of `target` from such planes. @throws `storage_corrupt` for another length */
export function floatsFromPlanes(planes: Uint8Array, target: Float64Array, count: number): void {
  if (planes.length !== count * 8)
    throw new SolarmonError("storage_corrupt", "a chunk column has another length than its chunk");
  const view = new DataView(new ArrayBuffer(8));
  for (let index = 0; index < count; index++) {
    for (let plane = 0; plane < 8; plane++)
      view.setUint8(plane, planes[plane * count + index] ?? 0);
    target[index] = view.getFloat64(0, true);
  }
}
