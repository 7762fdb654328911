import type { Fields } from "./fields.ts";
import { type KeyShape, keyShape } from "./key-shape.ts";
import type { KnownDevice } from "./known-device.ts";

/** Stands for a value that is no number. An infinite number is refused alike. */
const NO_NUMBER = Number.POSITIVE_INFINITY;

/** The values of one reading by position of their key: `NaN` for null, infinite for what is no number. */
export class ValueSlots {
  readonly values: Float64Array;
  readonly #keysMax: number;

  constructor(keysMax: number) {
    this.#keysMax = keysMax;
    this.values = new Float64Array(keysMax + 1);
  }

  /** Reads the fields in one pass when they have the shape of the device's last reading. `null`: too many keys. */
  read(fields: Fields, device: KnownDevice): KeyShape | null {
    const shape = device.shape;
    if (shape) {
      const { keys } = shape;
      const { values } = this;
      let index = 0;
      for (const key in fields) {
        if (key !== keys[index]) return this.#readNewShape(fields, device);
        values[index++] = slot(fields[key]);
      }
      if (index === keys.length) return shape;
    }
    return this.#readNewShape(fields, device);
  }

  #readNewShape(fields: Fields, device: KnownDevice): KeyShape | null {
    const keys = Object.keys(fields);
    if (keys.length > this.#keysMax) return null;
    const shape = keyShape(keys);
    if (!shape.hasUnknown) device.shape = shape; // a hostile sender must not fill memory
    for (const [index, key] of keys.entries()) this.values[index] = slot(fields[key]);
    return shape;
  }
}

function slot(value: unknown): number {
  if (typeof value === "number") return value;
  return value === null ? Number.NaN : NO_NUMBER;
}
