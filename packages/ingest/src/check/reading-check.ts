import {
  type Instant,
  isId,
  type PackedReading,
  QUALITY,
  type Refusal,
  writePacked,
} from "@solarmon/core";
import { type CheckContext, deviceMeant } from "./check-context.ts";
import type { CheckLimits } from "./check-limits.ts";
import { type Fields, isFields } from "./fields.ts";
import { KEY, type KeyShape } from "./key-shape.ts";
import type { KnownDevice } from "./known-device.ts";
import { measuredAt } from "./measured-at.ts";
import {
  isTimeWord,
  malformed,
  NO_SUCH_DEVICE,
  timeMissing,
  unknownPoint,
  valueRefusal,
} from "./refusals.ts";
import { isLikelySentinel, SENTINELS_BEYOND } from "./sentinels.ts";
import { Slab } from "./slab.ts";
import { ValueSlots } from "./value-slots.ts";

/**
 * Checks and packs one reading at a time. What it found is in its fields until the next call; that keeps the good
 * case free of allocations.
 */
export class ReadingCheck {
  /** Points removed from the last reading; or, when it was not accepted, why. */
  refusals: Refusal[] = [];
  device: KnownDevice | null = null;
  /** Whether the last reading took the received time. */
  tookReceivedAt = false;
  /** Whether the last reading named a device that the sender might write, if it existed. */
  namedUnknownDevice = false;

  readonly #limits: CheckLimits;
  readonly #slab = new Slab();
  readonly #slots: ValueSlots;

  constructor(limits: CheckLimits) {
    this.#limits = limits;
    this.#slots = new ValueSlots(limits.keysPerReading);
  }

  /** The reading in its stored form, or `null` when nothing of it can be kept: see `refusals`. */
  check(reading: unknown, context: CheckContext): PackedReading | null {
    this.refusals = [];
    this.device = null;
    this.tookReceivedAt = false;
    this.namedUnknownDevice = false;
    if (!isFields(reading))
      return this.#refuse(malformed("a reading must be an object such as {measuredAt, acPower}"));
    return this.#checkFields(reading, context);
  }

  #checkFields(fields: Fields, context: CheckContext): PackedReading | null {
    const id = deviceMeant(fields["deviceId"], context);
    const device = id === null ? undefined : context.devices.get(id);
    if (!device) {
      this.namedUnknownDevice = isId(id);
      return this.#refuse(NO_SUCH_DEVICE);
    }
    this.device = device;
    const shape = this.#slots.read(fields, device);
    if (!shape) return this.#refuse(tooManyKeys(this.#limits));
    if (shape.hasValues) return this.#checkNested(fields, context);
    const at = this.#time(fields, shape, context);
    if (typeof at !== "number") return this.#refuse(at);
    const packed = this.#pack(fields, shape, device);
    if (shape.hasUnknown) this.#refuseUnknown(shape);
    if (packed.length === 0) return this.#refuseEmpty();
    const quality = this.#quality(fields["quality"]);
    return { deviceId: device.id, measuredAt: at, quality, packed };
  }

  /** `{measuredAt, values: {…}}`: the form of {@link @solarmon/core!Reading}. */
  #checkNested(fields: Fields, context: CheckContext): PackedReading | null {
    const { values, ...rest } = fields;
    if (!isFields(values))
      return this.#refuse(malformed("values must be an object of point names and numbers"));
    if (Object.hasOwn(values, "values"))
      return this.#refuse(malformed("values inside values: give the points once"));
    return this.#checkFields({ ...values, ...rest }, context);
  }

  #time(fields: Fields, shape: KeyShape, context: CheckContext): Instant | Refusal {
    const value = fields["measuredAt"];
    if (value !== undefined && value !== null)
      return measuredAt(value, context.receivedAt, this.#limits);
    if (context.isRetained) return timeMissing();
    const other = shape.keys.find(
      (key, index) => shape.codes[index] === KEY.unknown && isTimeWord(key),
    );
    if (other !== undefined) return timeMissing(other);
    this.tookReceivedAt = true;
    return context.receivedAt;
  }

  #pack(fields: Fields, shape: KeyShape, device: KnownDevice): Uint8Array {
    this.#slab.reserve();
    const { min, max } = device.limits;
    const { order, codes } = shape;
    const { values } = this.#slots;
    const bytes = this.#slab.bytes;
    let end = this.#slab.offset;
    for (let step = 0; step < order.length; step++) {
      const position = order[step] ?? 0;
      const code = codes[position] ?? 0;
      const value = values[position] ?? 0;
      if (value >= (min[code] ?? 0) && value <= (max[code] ?? 0)) {
        const isSmall = value < SENTINELS_BEYOND.high && value > SENTINELS_BEYOND.low;
        if (isSmall || !isLikelySentinel(device.limits, code, value)) {
          end = writePacked(bytes, end, code, value);
          continue;
        }
      }
      const given = fields[shape.keys[position] ?? ""];
      if (given === null) end = writePacked(bytes, end, code, null);
      else this.refusals.push(valueRefusal(code, given, device.limits));
    }
    return this.#slab.take(end);
  }

  #refuseUnknown(shape: KeyShape): void {
    for (const [index, key] of shape.keys.entries())
      if (shape.codes[index] === KEY.unknown) this.refusals.push(unknownPoint(key));
  }

  #quality(value: unknown): number {
    if (value === undefined || value === null)
      return this.tookReceivedAt ? QUALITY.estimated : QUALITY.good;
    if (typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= 3)
      return this.tookReceivedAt ? Math.max(value, QUALITY.estimated) : value;
    this.refusals.push({
      reason: "out_of_range",
      detail: "quality must be 0 good, 1 estimated, 2 doubtful or 3 manual",
      point: "quality",
    });
    return QUALITY.doubtful;
  }

  #refuse(refusal: Refusal): null {
    this.refusals = [refusal];
    return null;
  }

  #refuseEmpty(): null {
    if (this.refusals.length === 0)
      this.refusals.push({ reason: "empty", detail: "the reading holds no point" });
    return null;
  }
}

function tooManyKeys(limits: CheckLimits): Refusal {
  return {
    reason: "too_large",
    detail: `a reading may have ${limits.keysPerReading} keys at most`,
  };
}
