import type { PlantUpdate } from "../ports/live-bus.ts";

/** The update with bytes of its own: given ones are often views into large buffers that must not be kept alive. */
export function ownUpdate(update: PlantUpdate): PlantUpdate {
  let size = 0;
  for (const { packed } of update.devices) size += packed.length;
  const bytes = new Uint8Array(size);
  let offset = 0;
  const devices = update.devices.map((reading) => {
    const start = offset;
    bytes.set(reading.packed, start);
    offset += reading.packed.length;
    return { ...reading, packed: bytes.subarray(start, offset) };
  });
  return { ...update, devices };
}
