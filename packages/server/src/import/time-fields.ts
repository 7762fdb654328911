/** How times are written in a file. `iso` year first · `dmy` day first · `mdy` month first · epoch in s or ms. */
export type TimeFormat = "iso" | "dmy" | "mdy" | "epoch-s" | "epoch-ms";

export const TIME_FORMATS: readonly TimeFormat[] = ["iso", "dmy", "mdy", "epoch-s", "epoch-ms"];

const MAX_NUMBERS = 8;
const MONTH_DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/**
 * Reads the numbers of a written time out of bytes, without strings. After {@link read} has said `true`, `numbers`
 * holds the date's three parts in written order, then hour, minute, second, millisecond; `offsetMinutes` is that of a
 * written zone, `NaN` without one.
 */
export class TimeFields {
  readonly numbers: Float64Array = new Float64Array(MAX_NUMBERS);
  offsetMinutes: number = Number.NaN;

  read(bytes: Uint8Array, start: number, end: number): boolean {
    this.offsetMinutes = Number.NaN;
    const numbers = this.numbers.fill(0);
    let count = 0;
    let at = skipBlanks(bytes, start, end);
    while (at < end && count < 7) {
      const digitsFrom = at;
      let value = 0;
      while (at < end) {
        const digit = (bytes[at] ?? 0) - 48;
        if (digit < 0 || digit > 9) break;
        value = value * 10 + digit;
        at++;
      }
      if (at === digitsFrom) return false;
      numbers[count++] = count === 7 ? toMilliseconds(value, at - digitsFrom) : value;
      if (at >= end) break;
      if (count >= 5 && isZoneStart(bytes[at] ?? 0)) return this.#readTail(bytes, at, end);
      if (!isSeparator(bytes[at] ?? 0, count)) return false;
      at++;
      if (count === 3) at = skipBlanks(bytes, at, end);
    }
    return count === 3 || count >= 5 ? at >= end || this.#readTail(bytes, at, end) : false;
  }

  /** `Z`, `+05:30`, `+0530`, `+05`, `AM`, `PM`, with blanks before. */
  #readTail(bytes: Uint8Array, from: number, end: number): boolean {
    const tail = new TextDecoder().decode(bytes.subarray(from, end)).trim().toUpperCase();
    if (tail === "AM" || tail === "PM") return this.#applyHalfDay(tail);
    if (tail === "" || tail === "Z" || tail === "UTC") {
      if (tail !== "") this.offsetMinutes = 0;
      return true;
    }
    const match = /^([+-])(\d{2}):?(\d{2})?$/.exec(tail);
    if (!match) return false;
    const minutes = Number(match[2]) * 60 + Number(match[3] ?? 0);
    this.offsetMinutes = match[1] === "-" ? -minutes : minutes;
    return minutes <= 18 * 60;
  }

  #applyHalfDay(half: "AM" | "PM"): boolean {
    const hour = this.numbers[3] ?? 0;
    if (hour < 1 || hour > 12) return false;
    this.numbers[3] = (hour % 12) + (half === "PM" ? 12 : 0);
    return true;
  }
}

function skipBlanks(bytes: Uint8Array, from: number, end: number): number {
  let at = from;
  while (at < end && bytes[at] === 32) at++;
  return at;
}

function toMilliseconds(fraction: number, digits: number): number {
  return Math.floor(fraction * 10 ** (3 - digits));
}

function isZoneStart(byte: number): boolean {
  return byte === 90 || byte === 122 || byte === 43 || byte === 45 || byte === 32;
}

// Between date parts - / . or nothing else; then T or a blank; then colons; then a point or comma.
function isSeparator(byte: number, count: number): boolean {
  if (count < 3) return byte === 45 || byte === 47 || byte === 46;
  if (count === 3) return byte === 84 || byte === 116 || byte === 32;
  if (count === 6) return byte === 46 || byte === 44;
  return byte === 58;
}

/** Wall-clock time as milliseconds, counted as if it were UTC; `undefined` when there is no such date or time. */
export function wallClockMs(
  year: number,
  month: number,
  day: number,
  numbers: Float64Array,
): number | undefined {
  const [, , , hour = 0, minute = 0, second = 0, millisecond = 0] = numbers;
  if (month < 1 || month > 12 || day < 1 || day > (MONTH_DAYS[month - 1] ?? 0)) return undefined;
  if (month === 2 && day === 29 && !isLeapYear(year)) return undefined;
  if (hour > 24 || minute > 59 || second > 59) return undefined;
  // 24:00 is the end of that day.
  if (hour === 24 && (minute > 0 || second > 0 || millisecond > 0)) return undefined;
  const timeMs = ((hour * 60 + minute) * 60 + second) * 1000 + millisecond;
  return daysSince1970(year, month, day) * 86_400_000 + timeMs;
}

function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

/** Days of the proleptic Gregorian calendar. @see H. Hinnant, chrono-compatible low-level date algorithms */
function daysSince1970(year: number, month: number, day: number): number {
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const leaps = Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100);
  return era * 146_097 + yearOfEra * 365 + leaps + dayOfYear - 719_468;
}
