import {
  type DecodedReading,
  type DecodeProblem,
  type DecodeResult,
  ProblemList,
} from "@solarmon/connectors-kit";
import type { DeviceKind, Instant } from "@solarmon/core";

/** Rows that one device may have waiting: a quarter of an hour with one a second. */
const MAX_ROWS = 900;
/** More would be a topic whose devices are none. */
const MAX_DEVICES = 1_000;

/** What arrived since it was last handed out. */
export interface Arrivals {
  readonly readings: readonly DecodedReading[];
  readonly problems: readonly DecodeProblem[];
  /** Messages came, and none of them was what it should be. */
  readonly isUnreadable: boolean;
}

/** A device that was heard, and what it told. */
export interface HeardDevice {
  readonly kind: DeviceKind;
  readonly points: ReadonlySet<string>;
}

interface Device extends HeardDevice {
  readonly points: Set<string>;
  readonly rows: Map<Instant, DecodedReading>;
  dropped: number;
}

/**
 * Readings that wait to be handed out, put together by device and instant. Bounded: of a device with too many the oldest
 * go, and are counted.
 */
export class Inbox {
  readonly #devices = new Map<string, Device>();
  #problems = new ProblemList();
  #unheard = 0;
  #messages = 0;
  #malformed = 0;

  /** All that were heard so far. */
  get devices(): ReadonlyMap<string, HeardDevice> {
    return this.#devices;
  }

  /** Messages since it was last handed out. */
  get arrived(): number {
    return this.#messages;
  }

  /** Messages came, and none could be read at all. */
  get isUnreadable(): boolean {
    return this.#malformed > 0 && this.#rows().length === 0;
  }

  add(topic: string, { readings, problems }: DecodeResult): void {
    this.#messages += 1;
    if (problems.some(({ code }) => code === "malformed")) this.#malformed += 1;
    for (const reading of readings) this.#take(reading);
    for (const { path, code, detail } of problems)
      this.#problems.addOnce(`${topic} ${path}`, `${topic} ${path}`.trim(), code, detail);
  }

  handOut(): Arrivals {
    this.#tellDropped();
    const { isUnreadable } = this;
    const arrivals = { readings: this.#rows(), problems: this.#problems.toArray(), isUnreadable };
    for (const { rows } of this.#devices.values()) rows.clear();
    this.#problems = new ProblemList();
    [this.#messages, this.#malformed] = [0, 0];
    return arrivals;
  }

  #rows(): readonly DecodedReading[] {
    return [...this.#devices.values()].flatMap(({ rows }) => [...rows.values()]);
  }

  #take(reading: DecodedReading): void {
    const device = this.#deviceOf(reading);
    if (!device) return;
    for (const point of Object.keys(reading.values)) device.points.add(point);
    const { rows } = device;
    const before = rows.get(reading.measuredAt);
    rows.set(reading.measuredAt, { ...reading, values: { ...before?.values, ...reading.values } });
    if (rows.size <= MAX_ROWS) return;
    const [oldest] = rows.keys();
    if (oldest !== undefined) rows.delete(oldest);
    device.dropped += 1;
  }

  #deviceOf({ deviceId, kind }: DecodedReading): Device | undefined {
    const known = this.#devices.get(deviceId);
    if (known) return known;
    if (this.#devices.size >= MAX_DEVICES) {
      this.#unheard += 1;
      return undefined;
    }
    const device: Device = { kind, points: new Set(), rows: new Map(), dropped: 0 };
    this.#devices.set(deviceId, device);
    return device;
  }

  #tellDropped(): void {
    for (const [deviceId, device] of this.#devices) {
      if (device.dropped > 0)
        this.#problems.add(
          deviceId,
          "unsupported",
          `${device.dropped} older readings were dropped: more came than are kept between two polls`,
        );
      device.dropped = 0;
    }
    if (this.#unheard > 0)
      this.#problems.add(
        "",
        "unsupported",
        `${this.#unheard} readings of further devices were dropped: a link has ${MAX_DEVICES} at most`,
      );
    this.#unheard = 0;
  }
}
