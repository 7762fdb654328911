import { DAY_MS, SolarmonError } from "@solarmon/core";
import { TimeFields, type TimeFormat, wallClockMs } from "./time-fields.ts";

const STEP_LIMIT_MS = 2 * DAY_MS;
const text = new TextEncoder();

/**
 * Finds out from samples how a file writes its times. Feed it with {@link add} until it {@link isSure} or the file ends,
 * then ask for the {@link format}.
 */
export class TimeDetector {
  readonly #fields = new TimeFields();
  #votes: Record<TimeFormat, number> = { iso: 0, dmy: 0, mdy: 0, "epoch-s": 0, "epoch-ms": 0 };
  #ambiguous = 0;
  #example = "";
  readonly #jumps = { dmy: 0, mdy: 0 };
  readonly #last: { dmy: number; mdy: number } = { dmy: Number.NaN, mdy: Number.NaN };

  add(value: string): void {
    const bytes = text.encode(value.trim());
    if (bytes.length === 0) return;
    if (/^\d{9,11}(?:\.\d+)?$/.test(value.trim())) this.#votes["epoch-s"]++;
    else if (/^\d{12,14}$/.test(value.trim())) this.#votes["epoch-ms"]++;
    else if (this.#fields.read(bytes, 0, bytes.length)) this.#vote(value);
    else if (this.#example === "") this.#example = value;
  }

  /** Whether more samples cannot change the answer. */
  get isSure(): boolean {
    return Object.values(this.#votes).some((votes) => votes > 0);
  }

  /** @throws `refused` saying what to set, when the samples do not tell */
  format(column: string): TimeFormat {
    if (this.#votes.dmy > 0 && this.#votes.mdy > 0)
      throw this.#undecided(column, "some rows have the day first, others the month");
    const [best] = Object.entries(this.#votes).toSorted(([, a], [, b]) => b - a);
    if (best && best[1] > 0) return asFormat(best[0]);
    if (this.#ambiguous === 0) throw this.#notTimes(column);
    const { dmy, mdy } = this.#jumps;
    if (dmy === 0 && mdy > 0) return "dmy";
    if (mdy === 0 && dmy > 0) return "mdy";
    throw this.#undecided(column, "no row tells day and month apart");
  }

  #vote(value: string): void {
    const [first = 0, second = 0] = this.#fields.numbers;
    if (/^\s*\d{4}/.test(value)) this.#votes.iso++;
    else if (first > 12 && second <= 12) this.#votes.dmy++;
    else if (second > 12 && first <= 12) this.#votes.mdy++;
    else this.#weigh();
  }

  /** Read the wrong way round, neighbouring days lie a month apart. */
  #weigh(): void {
    this.#ambiguous++;
    const { numbers } = this.#fields;
    const [first = 0, second = 0, year = 0] = numbers;
    this.#step("dmy", wallClockMs(year, second, first, numbers));
    this.#step("mdy", wallClockMs(year, first, second, numbers));
  }

  #step(order: "dmy" | "mdy", wallMs: number | undefined): void {
    if (wallMs === undefined) return;
    if (Math.abs(wallMs - this.#last[order]) > STEP_LIMIT_MS) this.#jumps[order]++;
    this.#last[order] = wallMs;
  }

  #notTimes(column: string): SolarmonError {
    if (this.#example === "")
      return new SolarmonError(
        "refused",
        `no row has a time in column ${JSON.stringify(column)}: the file is empty below its header, or it is the wrong column.`,
      );
    return new SolarmonError(
      "refused",
      `column ${JSON.stringify(column)} does not hold times (for example ${JSON.stringify(this.#example)}). ` +
        "Name the right column with --time.",
    );
  }

  #undecided(column: string, why: string): SolarmonError {
    return new SolarmonError(
      "refused",
      `cannot tell how ${JSON.stringify(column)} writes dates: ${why}. Say it with --time-format dmy or --time-format mdy.`,
    );
  }
}

function asFormat(name: string): TimeFormat {
  switch (name) {
    case "iso":
    case "dmy":
    case "mdy":
    case "epoch-s":
    case "epoch-ms":
      return name;
    default:
      throw new TypeError(`no time format ${name}`);
  }
}
