/** A price that holds at certain hours of local days. */
export interface PriceWindow {
  /** Minutes of the local day [0, 1440]; `fromMinute` > `toMinute` runs over midnight. */
  readonly fromMinute: number;
  readonly toMinute: number;
  /** Weekdays, 0 Sunday to 6 Saturday, of the day on which the window begins to count; default all. */
  readonly weekdays?: readonly number[];
  /** Price [currency per kWh]. */
  readonly perKWh: number;
}

/** A tariff with its span of validity. */
export interface Tariff {
  /** Half-open span [epoch ms]; without an end it is still valid. */
  readonly validFromMs: number;
  readonly validToMs?: number;
  /** Paid for energy fed in [currency per kWh]. */
  readonly feedInPerKWh: number;
  /** Price of energy from the grid, which self-use saves [currency per kWh]. */
  readonly importPerKWh: number;
  /** Times of use: the first window that holds replaces the import price. */
  readonly importWindows?: readonly PriceWindow[];
  /** Times of use of the feed-in price. */
  readonly feedInWindows?: readonly PriceWindow[];
}

const DAY_MS = 86_400_000;

function holds({ fromMinute, toMinute, weekdays }: PriceWindow, localMs: number): boolean {
  const day = Math.floor(localMs / DAY_MS);
  const minute = (localMs - day * DAY_MS) / 60_000;
  const weekday = (((day + 4) % 7) + 7) % 7; // 1 January 1970 was a Thursday
  if (weekdays !== undefined && !weekdays.includes(weekday)) return false;
  if (fromMinute <= toMinute) return minute >= fromMinute && minute < toMinute;
  return minute >= fromMinute || minute < toMinute;
}

/** The price at a local time: that of the first window that holds, else the flat one [currency per kWh]. */
export function priceAt(
  flatPerKWh: number,
  windows: readonly PriceWindow[] | undefined,
  localMs: number,
): number {
  if (windows === undefined) return flatPerKWh;
  for (const window of windows) if (holds(window, localMs)) return window.perKWh;
  return flatPerKWh;
}

/** The tariff valid at an instant: the one that began last; `undefined`: none. */
export function tariffAt(tariffs: readonly Tariff[], timeMs: number): Tariff | undefined {
  let valid: Tariff | undefined;
  for (const tariff of tariffs) {
    const { validFromMs, validToMs = Number.POSITIVE_INFINITY } = tariff;
    if (timeMs < validFromMs || timeMs >= validToMs) continue;
    if (valid === undefined || validFromMs >= valid.validFromMs) valid = tariff;
  }
  return valid;
}
