import { type ChunkReading, readChunkReadings } from "@solarmon/core";
import type { SqliteFile } from "../sqlite/sqlite-file.ts";
import { findChunk, putChunk, removeChunk } from "./chunk-table.ts";
import { DayRows, toChunk } from "./day-rows.ts";
import type { DeviceState, DeviceStates } from "./device-states.ts";
import { HotBuffer } from "./hot-buffer.ts";
import { offerReading } from "./offer-reading.ts";
import { type Place, settle } from "./place.ts";
import type { SourceNames } from "./source-names.ts";

/** From this many readings of a day at once a chunk is written; fewer go to hot rows, since more may follow. */
const BULK_READINGS = 32;

interface LateReading {
  readonly reading: ChunkReading;
  readonly place: Place;
}

interface LateDay {
  readonly state: DeviceState;
  readonly day: number;
  readonly readings: LateReading[];
}

type OfferHot = (state: DeviceState, reading: ChunkReading, place: Place) => void;

/** Readings of closed days, gathered by device-day so that a chunk is opened once. */
export class LateReadings {
  readonly #sqlite: SqliteFile;
  readonly #devices: DeviceStates;
  readonly #sources: SourceNames;
  readonly #offerHot: OfferHot;
  readonly #days = new Map<DeviceState, Map<number, LateDay>>();

  constructor(sqlite: SqliteFile, devices: DeviceStates, sources: SourceNames, offerHot: OfferHot) {
    this.#sqlite = sqlite;
    this.#devices = devices;
    this.#sources = sources;
    this.#offerHot = offerHot;
  }

  add(state: DeviceState, day: number, reading: ChunkReading, place: Place): void {
    let days = this.#days.get(state);
    if (!days) this.#days.set(state, (days = new Map<number, LateDay>()));
    let late = days.get(day);
    if (!late) days.set(day, (late = { state, day, readings: [] }));
    late.readings.push({ reading, place });
  }

  /** Stores what was gathered. */
  settle(): void {
    for (const days of this.#days.values()) for (const late of days.values()) this.#settleDay(late);
    this.#days.clear();
  }

  #settleDay(late: LateDay): void {
    const { state, day, readings } = late;
    if (state.hotDays.has(day)) return this.#offerAll(late);
    const chunk = findChunk(this.#sqlite, state.number, day);
    if (chunk) return this.#change(late, new DayRows(readChunkReadings(chunk)));
    if (readings.length < BULK_READINGS) return this.#offerAll(late);
    this.#change(late, new DayRows([]));
  }

  #offerAll({ state, readings }: LateDay): void {
    for (const { reading, place } of readings) this.#offerHot(state, reading, place);
  }

  #change(late: LateDay, rows: DayRows): void {
    const { state, day, readings } = late;
    const context = {
      sqlite: this.#sqlite,
      sources: this.#sources,
      deviceId: state.id,
      device: state.number,
    };
    for (const { reading, place } of readings) settle(place, offerReading(context, rows, reading));
    if (!rows.isChanged) return;
    const sorted = rows.sorted();
    if (readings.length >= BULK_READINGS)
      putChunk(this.#sqlite, state.number, day, toChunk(sorted));
    else this.#reopen(state, day, sorted);
    this.#devices.advance(state, sorted.at(-1)?.measuredAt ?? state.lastAt);
  }

  #reopen(state: DeviceState, day: number, readings: readonly ChunkReading[]): void {
    removeChunk(this.#sqlite, state.number, day);
    this.#devices.openDay(state, day);
    const buffer = new HotBuffer(this.#sqlite);
    for (const reading of readings) buffer.add(state.number, reading);
    buffer.flush();
  }
}
