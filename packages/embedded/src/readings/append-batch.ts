import {
  type AppendResult,
  type AppendVerdict,
  type ChunkReading,
  type Envelope,
  type Instant,
  utcDay,
} from "@solarmon/core";
import type { SqliteFile } from "../sqlite/sqlite-file.ts";
import { hasChunk, requireKeepable } from "./chunk-table.ts";
import type { DeviceState, DeviceStates } from "./device-states.ts";
import { HotBuffer } from "./hot-buffer.ts";
import { findHot, replaceHot } from "./hot-rows.ts";
import { LateReadings } from "./late-readings.ts";
import { type CurrentReadings, offerReading } from "./offer-reading.ts";
import { type Place, settle } from "./place.ts";
import type { SourceNames } from "./source-names.ts";

/**
 * One append: sorts readings into those that are new for sure (newer than everything of their device, on an open
 * day), which are inserted many at a time; those of open days, which are looked up; and those of closed days.
 */
export class AppendBatch {
  readonly #sqlite: SqliteFile;
  readonly #devices: DeviceStates;
  readonly #sources: SourceNames;
  readonly #buffer: HotBuffer;
  readonly #late: LateReadings;
  readonly #today: number;

  constructor(sqlite: SqliteFile, devices: DeviceStates, sources: SourceNames, now: Instant) {
    this.#sqlite = sqlite;
    this.#devices = devices;
    this.#sources = sources;
    this.#buffer = new HotBuffer(sqlite);
    this.#late = new LateReadings(sqlite, devices, sources, (state, reading, place) =>
      this.#offerHot(state, reading, place),
    );
    this.#today = utcDay(now);
  }

  run(envelopes: readonly Envelope[]): AppendResult[] {
    const results = envelopes.map((envelope) => this.#take(envelope));
    this.#buffer.flush();
    this.#late.settle();
    this.#buffer.flush();
    this.#devices.flush();
    for (const { touched } of results) touched.sort((a, b) => a - b);
    return results;
  }

  #take({ readings, receivedAt, source }: Envelope): {
    verdicts: AppendVerdict[];
    touched: number[];
  } {
    const verdicts = readings.map((): AppendVerdict => "stored");
    const touched: number[] = [];
    const sourceNumber = this.#sources.ensure(source);
    for (const [index, { deviceId, measuredAt, quality, packed }] of readings.entries()) {
      const state = this.#devices.of(deviceId);
      const reading = { measuredAt, receivedAt, source: sourceNumber, quality, packed };
      const day = utcDay(measuredAt);
      if (day === state.hotDay && measuredAt > state.lastAt) this.#insert(state, reading);
      else this.#sort(state, day, reading, { verdicts, touched, index });
    }
    return { verdicts, touched };
  }

  #insert(state: DeviceState, reading: ChunkReading): void {
    this.#buffer.add(state.number, reading);
    this.#devices.advance(state, reading.measuredAt);
  }

  #sort(state: DeviceState, day: number, reading: ChunkReading, place: Place): void {
    requireKeepable(reading.measuredAt);
    const isOpen =
      day >= this.#today && (state.hotDays.has(day) || !hasChunk(this.#sqlite, state.number, day));
    if (isOpen) this.#offerHot(state, reading, place);
    else this.#late.add(state, day, reading, place);
  }

  #offerHot(state: DeviceState, reading: ChunkReading, place: Place): void {
    this.#devices.openDay(state, utcDay(reading.measuredAt));
    if (reading.measuredAt > state.lastAt) return this.#insert(state, reading);
    this.#buffer.flush();
    settle(place, offerReading(this.#context(state), this.#hotReadings(state), reading));
  }

  #context(state: DeviceState): Parameters<typeof offerReading>[0] {
    return {
      sqlite: this.#sqlite,
      sources: this.#sources,
      deviceId: state.id,
      device: state.number,
    };
  }

  #hotReadings(state: DeviceState): CurrentReadings {
    return {
      find: (measuredAt) => findHot(this.#sqlite, state.number, measuredAt),
      add: (reading) => this.#insert(state, reading),
      replace: (reading) => replaceHot(this.#sqlite, state.number, reading),
    };
  }
}
