import type { DeviceKind, Instant } from "@solarmon/core";
import type { DecodedReading } from "../decoder.ts";
import type { ValueMap } from "./read-fields.ts";

interface DeviceRows {
  readonly kind: DeviceKind;
  readonly byInstant: Map<Instant, ValueMap>;
}

/** Readings of a reply that gives a series per field: put together by device and instant, in the order they appear. */
export class ReadingRows {
  readonly #devices = new Map<string, DeviceRows>();

  /** The values of one reading, to be written to; a reading that stays without any is left out. */
  valuesAt(deviceId: string, kind: DeviceKind, measuredAt: Instant): ValueMap {
    const { byInstant } = this.#device(deviceId, kind);
    let values = byInstant.get(measuredAt);
    if (!values) byInstant.set(measuredAt, (values = {}));
    return values;
  }

  /** The same for a reading whose values are there; those of a second one of its instant are added to the first. */
  add(deviceId: string, kind: DeviceKind, measuredAt: Instant, values: ValueMap): ValueMap {
    const { byInstant } = this.#device(deviceId, kind);
    const known = byInstant.get(measuredAt);
    if (known) return Object.assign(known, values);
    byInstant.set(measuredAt, values);
    return values;
  }

  #device(deviceId: string, kind: DeviceKind): DeviceRows {
    let device = this.#devices.get(deviceId);
    if (!device) this.#devices.set(deviceId, (device = { kind, byInstant: new Map() }));
    return device;
  }

  toArray(): DecodedReading[] {
    const readings: DecodedReading[] = [];
    for (const [deviceId, { kind, byInstant }] of this.#devices)
      for (const [measuredAt, values] of byInstant)
        if (!isEmpty(values)) readings.push({ deviceId, kind, measuredAt, values });
    return readings;
  }
}

function isEmpty(values: ValueMap): boolean {
  for (const name in values) if (Object.hasOwn(values, name)) return false;
  return true;
}
