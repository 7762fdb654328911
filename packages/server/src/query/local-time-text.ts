import { type Instant, MINUTE_MS } from "@solarmon/core";

// Zone rules change at whole quarters of an hour.
const BLOCK_MS = 15 * MINUTE_MS;

/** Writes instants as local time with its offset, e.g. `2020-05-15T00:15:00+05:30`. */
export class LocalTimeText {
  readonly #format: Intl.DateTimeFormat;
  #block: number = Number.NaN;
  #offsetMs = 0;
  #suffix = "";

  constructor(timeZone: string) {
    this.#format = new Intl.DateTimeFormat("en-US", { timeZone, timeZoneName: "longOffset" });
  }

  text(at: Instant): string {
    this.#find(at);
    const wall = new Date(at + this.#offsetMs).toISOString();
    return `${wall.slice(0, wall.endsWith(".000Z") ? 19 : 23)}${this.#suffix}`;
  }

  #find(at: Instant): void {
    const block = Math.floor(at / BLOCK_MS);
    if (block === this.#block) return;
    this.#block = block;
    const name = this.#format.formatToParts(at).find(({ type }) => type === "timeZoneName");
    const [, sign = "+", hours = "00", minutes = "00"] =
      /([+-])(\d{2}):(\d{2})/.exec(name?.value ?? "") ?? [];
    this.#suffix = `${sign}${hours}:${minutes}`;
    const size = (Number(hours) * 60 + Number(minutes)) * MINUTE_MS;
    this.#offsetMs = sign === "-" ? -size : size;
  }
}
