import type { Instant, Resolution, Span } from "@solarmon/core";
import { counterIncrease } from "../energy/counter-increase.ts";
import { doubledArea } from "../energy/power-integral.ts";
import type { PointLayout } from "./point-layout.ts";

/** Places of a point's figures in the data of an accumulator. */
export const FIELD = {
  count: 0,
  sum: 1,
  min: 2,
  max: 3,
  first: 4,
  firstAt: 5,
  last: 6,
  lastAt: 7,
  increase: 8,
} as const;
/** Figures per point. */
export const FIELDS = 9;

/**
 * The roll-up of one device and interval while it is being folded. Amounts are whole steps of each point's
 * resolution (areas: doubled, steps · ms), so that any split and any order of merging gives the same bits.
 */
export class Accumulator {
  readonly resolution: Resolution;
  readonly layout: PointLayout;
  start: Instant = 0;
  end: Instant = 0;
  /** Readings. */
  count = 0;
  /** Worst of the readings. */
  quality = 0;
  /** Has changed since it was written. */
  isDirty = false;
  /** {@link FIELDS} numbers per slot of the layout. */
  data: Float64Array;

  constructor(resolution: Resolution, layout: PointLayout, span: Span) {
    this.resolution = resolution;
    this.layout = layout;
    this.data = new Float64Array(Math.max(1, layout.names.length) * FIELDS);
    this.reset(span);
  }

  /** Empties it for another interval. */
  reset(span: Span): void {
    this.start = span.start;
    this.end = span.end;
    this.count = 0;
    this.quality = 0;
    this.isDirty = false;
    this.data.fill(0);
  }

  /** Counts a reading; its values follow by {@link add}. */
  countReading(quality: number): void {
    this.count += 1;
    this.isDirty = true;
    if (quality > this.quality) this.quality = quality;
  }

  /** Adds a value, later than all before it. @param scaled - in whole steps of the point's resolution */
  add(slot: number, scaled: number, at: Instant): void {
    const offset = slot * FIELDS;
    if (offset >= this.data.length) this.#grow(offset);
    const data = this.data;
    const count = data[offset + FIELD.count] ?? 0;
    if (count === 0) {
      this.#start(offset, scaled, at);
      return;
    }
    data[offset + FIELD.increase]! += this.step(slot, scaled, at);
    data[offset + FIELD.count] = count + 1;
    data[offset + FIELD.sum]! += scaled;
    if (scaled < data[offset + FIELD.min]!) data[offset + FIELD.min] = scaled;
    if (scaled > data[offset + FIELD.max]!) data[offset + FIELD.max] = scaled;
    data[offset + FIELD.last] = scaled;
    data[offset + FIELD.lastAt] = at;
  }

  /** Puts all figures of a slot, in the order of {@link FIELD}. */
  set(slot: number, figures: readonly number[]): void {
    if (slot * FIELDS >= this.data.length) this.#grow(slot * FIELDS);
    this.data.set(figures, slot * FIELDS);
  }

  /** What the point increased from its last value to this one, within one local day. */
  step(slot: number, scaled: number, at: Instant): number {
    const last = this.data[slot * FIELDS + FIELD.last] ?? 0;
    const elapsedMs = at - (this.data[slot * FIELDS + FIELD.lastAt] ?? 0);
    const rules = this.layout.rules[slot];
    return rules
      ? counterIncrease(last, scaled, elapsedMs, rules)
      : doubledArea(last, scaled, elapsedMs);
  }

  /** Adds what a later interval of the same layout came to. */
  append(later: Accumulator): void {
    this.count += later.count;
    this.isDirty = true;
    if (later.quality > this.quality) this.quality = later.quality;
    if (later.data.length > this.data.length) this.#grow(later.data.length - FIELDS);
    const slots = later.data.length / FIELDS;
    for (let slot = 0; slot < slots; slot++)
      if (later.data[slot * FIELDS + FIELD.count]) this.#appendSlot(slot, later.data);
  }

  #appendSlot(slot: number, later: Float64Array): void {
    const offset = slot * FIELDS;
    const { data } = this;
    if (!data[offset + FIELD.count]) {
      data.set(later.subarray(offset, offset + FIELDS), offset);
      return;
    }
    const border = this.step(slot, later[offset + FIELD.first]!, later[offset + FIELD.firstAt]!);
    data[offset + FIELD.increase]! += border + later[offset + FIELD.increase]!;
    data[offset + FIELD.count]! += later[offset + FIELD.count]!;
    data[offset + FIELD.sum]! += later[offset + FIELD.sum]!;
    data[offset + FIELD.min] = Math.min(data[offset + FIELD.min]!, later[offset + FIELD.min]!);
    data[offset + FIELD.max] = Math.max(data[offset + FIELD.max]!, later[offset + FIELD.max]!);
    data[offset + FIELD.last] = later[offset + FIELD.last]!;
    data[offset + FIELD.lastAt] = later[offset + FIELD.lastAt]!;
  }

  #start(offset: number, scaled: number, at: Instant): void {
    const { data } = this;
    data[offset + FIELD.count] = 1;
    data[offset + FIELD.sum] = scaled;
    data[offset + FIELD.min] = scaled;
    data[offset + FIELD.max] = scaled;
    data[offset + FIELD.first] = scaled;
    data[offset + FIELD.firstAt] = at;
    data[offset + FIELD.last] = scaled;
    data[offset + FIELD.lastAt] = at;
    data[offset + FIELD.increase] = 0;
  }

  #grow(offset: number): void {
    const grown = new Float64Array(Math.max(offset + FIELDS, this.layout.names.length * FIELDS));
    grown.set(this.data);
    this.data = grown;
  }
}
