import { type Instant, MINUTE_MS, ZoneOffsets } from "@solarmon/core";

/** Writes instants as local time with its offset, e.g. `2020-05-15T00:15:00+05:30`. */
export class LocalTimeText {
  readonly #offsets: ZoneOffsets;

  /** @throws `invalid_argument` for an unknown zone */
  constructor(timeZone: string) {
    this.#offsets = new ZoneOffsets(timeZone);
  }

  text(at: Instant): string {
    const { offsetMs } = this.#offsets.at(at);
    const wall = new Date(at + offsetMs).toISOString();
    return `${wall.slice(0, wall.endsWith(".000Z") ? 19 : 23)}${offsetText(offsetMs)}`;
  }
}

function offsetText(offsetMs: number): string {
  const minutes = Math.round(Math.abs(offsetMs) / MINUTE_MS);
  const [hour, minute] = [Math.floor(minutes / 60), minutes % 60];
  return `${offsetMs < 0 ? "-" : "+"}${twoDigits(hour)}:${twoDigits(minute)}`;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, "0");
}
