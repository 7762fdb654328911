import { type PackedReading, PackedCursor } from "@solarmon/core";
import type { Accumulator } from "./accumulator.ts";

const slots = new Int16Array(1_024);
const scaled = new Float64Array(1_024);
const cursor = new PackedCursor();

/**
 * Adds a reading, later than all before it, to each of the accumulators, which share a layout.
 *
 * @throws `storage_corrupt` when the packed values cannot be read; the accumulators are unchanged then
 */
export function foldPacked(into: readonly Accumulator[], reading: PackedReading): void {
  const [first] = into;
  if (!first) return;
  let values = 0;
  cursor.reset(reading.packed);
  while (cursor.next()) {
    const slot = first.layout.slot(cursor.code);
    if (slot < 0 || values === slots.length || Number.isNaN(cursor.scaled)) continue;
    slots[values] = slot;
    scaled[values++] = cursor.scaled;
  }
  for (const accumulator of into) {
    accumulator.countReading(reading.quality);
    for (let index = 0; index < values; index++)
      accumulator.add(slots[index]!, scaled[index]!, reading.measuredAt);
  }
}
