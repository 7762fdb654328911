import type { DevicePart, ModelGroup, PartRole } from "./device-parts.ts";

/** Roles in the order in which one of them is the device itself; the others hang below it. */
const ROLES: readonly PartRole[] = ["inverter", "meter", "battery", "weather", "combiner"];

/**
 * Keys of devices: the serial number of the Common block. What else stands behind the same block is
 * `<serial>/<role>`, with a number from 2 on for a second one.
 */
export class DeviceKeys {
  readonly #used = new Map<string, number>();
  #base = "";
  #main: PartRole | undefined;

  enter(group: ModelGroup, parts: readonly DevicePart[]): void {
    this.#base = keyOf(group);
    this.#main = ROLES.find((role) => parts.some((part) => part.role === role));
  }

  next(role: PartRole): string {
    const isMain = role === this.#main && !this.#used.has(this.#base);
    return this.#unique(isMain ? this.#base : `${this.#base}/${role}`, isMain);
  }

  #unique(key: string, isMain: boolean): string {
    const isSecondOfMain = !isMain && key === `${this.#base}/${this.#main}`;
    const count = (this.#used.get(key) ?? (isSecondOfMain ? 1 : 0)) + 1;
    this.#used.set(key, count);
    return count === 1 ? key : `${key}-${count}`;
  }
}

/** Without a serial number: the place of the Common block, which moves only with the device's firmware. */
function keyOf({ common, models }: ModelGroup): string {
  const serial = common?.values["SN"];
  if (typeof serial === "string") return serial;
  return `site:${common?.address ?? models[0]?.address ?? 0}`;
}
