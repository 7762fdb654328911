/** Milliseconds of a day. */
export const DAY_MS = 86_400_000;

/** Whole days from 1 January 1970 to 1 January of `year`, Gregorian. */
function daysToYear(year: number): number {
  const past = year - 1;
  return (
    365 * (year - 1970) +
    (Math.floor(past / 4) - Math.floor(past / 100) + Math.floor(past / 400) - 477)
  );
}

/** Gregorian UTC year of an instant [epoch ms]. No `Date`: it would cost an object a row. */
export function yearOf(timeMs: number): number {
  const day = Math.floor(timeMs / DAY_MS);
  const guess = 1970 + Math.floor(day / 365.2425);
  if (day < daysToYear(guess)) return guess - 1;
  return day >= daysToYear(guess + 1) ? guess + 1 : guess;
}

export function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

/** UTC day of the year of an instant [epoch ms]: 1 on 1 January. NaN for NaN. */
export function dayOfYearOf(timeMs: number): number {
  return Math.floor(timeMs / DAY_MS) - daysToYear(yearOf(timeMs)) + 1;
}

/** UTC month of an instant [epoch ms]: 1 to 12. NaN for NaN. */
export function monthOf(timeMs: number): number {
  const leap = isLeapYear(yearOf(timeMs)) ? 1 : 0;
  const day = dayOfYearOf(timeMs) - 1;
  if (day < 31) return 1;
  // From March the lengths follow 31, 30, 31, 30, 31 | 31, 30, …: 153 days in five months.
  const fromMarch = day - 59 - leap;
  return fromMarch < 0 ? 2 : Math.floor((5 * fromMarch + 2) / 153) + 3;
}
