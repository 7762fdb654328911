import type { Id, Instant } from "@solarmon/core";
import type { SqliteFile } from "../sqlite/sqlite-file.ts";
import type { DeviceNumbers } from "./device-numbers.ts";
import { asNumber } from "../sqlite/sqlite-value.ts";

/** What the writer remembers of a device. */
export interface DeviceState {
  readonly id: Id;
  readonly number: number;
  /** Newest time ever stored: a later reading is new for sure. */
  lastAt: Instant;
  /** Whether `lastAt` differs from what is on disk. */
  isAhead: boolean;
  /** UTC days that have hot rows, so no chunk. */
  readonly hotDays: Set<number>;
  /** The hot day that was written last. */
  hotDay: number;
}

/** The devices of a tenant that were written since it was opened. */
export class DeviceStates {
  readonly #sqlite: SqliteFile;
  readonly #numbers: DeviceNumbers;
  readonly #onHotDay: (day: number) => void;
  readonly #states = new Map<Id, DeviceState>();
  readonly #ahead: DeviceState[] = [];

  constructor(sqlite: SqliteFile, numbers: DeviceNumbers, onHotDay: (day: number) => void) {
    this.#sqlite = sqlite;
    this.#numbers = numbers;
    this.#onHotDay = onHotDay;
  }

  /** Inside a transaction that writes. */
  of(id: Id): DeviceState {
    return this.#states.get(id) ?? this.#load(id);
  }

  #load(id: Id): DeviceState {
    const number = this.#numbers.ensure(id);
    const lastAt = this.#sqlite.row("select last_at from devices where number = ?", number)?.[0];
    const days = this.#sqlite.rows("select day from hot_days where device = ?", number);
    const state: DeviceState = {
      id,
      number,
      lastAt: asNumber(lastAt),
      isAhead: false,
      hotDays: new Set(days.map(([day]) => asNumber(day))),
      hotDay: Number.NaN,
    };
    this.#states.set(id, state);
    return state;
  }

  advance(state: DeviceState, at: Instant): void {
    if (at <= state.lastAt) return;
    state.lastAt = at;
    if (state.isAhead) return;
    state.isAhead = true;
    this.#ahead.push(state);
  }

  /** Makes `day` one that has hot rows. */
  openDay(state: DeviceState, day: number): void {
    state.hotDay = day;
    if (state.hotDays.has(day)) return;
    state.hotDays.add(day);
    this.#onHotDay(day);
    this.#sqlite.run("insert into hot_days values (?, ?)", state.number, day);
  }

  /** Forgets that `day` has hot rows; they are in a chunk now. */
  closeDay(id: Id, day: number): void {
    const state = this.#states.get(id);
    state?.hotDays.delete(day);
    if (state?.hotDay === day) state.hotDay = Number.NaN;
  }

  /** Writes the newest times. */
  flush(): void {
    for (const state of this.#ahead) {
      this.#sqlite.run(
        "update devices set last_at = ? where number = ?",
        state.lastAt,
        state.number,
      );
      state.isAhead = false;
    }
    this.#ahead.length = 0;
  }

  /** Forgets everything: after a transaction was undone, or another process wrote. */
  forget(): void {
    this.#states.clear();
    this.#ahead.length = 0;
  }
}
