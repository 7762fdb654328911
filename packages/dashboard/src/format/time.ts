const formats = new Map<string, Intl.DateTimeFormat>();

function format(key: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const cacheKey = `${key} ${options.timeZone}`;
  let made = formats.get(cacheKey);
  if (made === undefined) {
    made = new Intl.DateTimeFormat(undefined, options);
    formats.set(cacheKey, made);
  }
  return made;
}

/** `10:42` of the plant's clock. */
export function formatClock(at: number, timeZone: string): string {
  const options = { timeZone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;
  return format("clock", options).format(at);
}

/** `10:42:05` of the plant's clock. */
export function formatClockSeconds(at: number, timeZone: string): string {
  return format("seconds", {
    timeZone,
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
  }).format(at);
}

/** `10:42`, with seconds where the instant is not a whole minute. */
export function formatInstant(at: number, timeZone: string): string {
  return at % 60_000 === 0 ? formatClock(at, timeZone) : formatClockSeconds(at, timeZone);
}

/** `Mon, 1 June 2026` of the plant's calendar. */
export function formatDay(at: number, timeZone: string): string {
  return format("day", {
    timeZone,
    weekday: "short",
    day: "numeric",
    month: "long",
    year: "numeric",
  }).format(at);
}

/** Day and time, short, e.g. `1 Jun 2026, 10:42`. */
export function formatDayClock(at: number, timeZone: string): string {
  const options = { timeZone, day: "numeric", month: "short", year: "numeric" } as const;
  return `${format("short-day", options).format(at)}, ${formatClock(at, timeZone)}`;
}

/** The zone with its offset at that instant, e.g. `Europe/Madrid (GMT+2)`. */
export function formatZone(at: number, timeZone: string): string {
  const parts = format("zone", { timeZone, timeZoneName: "shortOffset" }).formatToParts(at);
  const offset = parts.find((part) => part.type === "timeZoneName")?.value;
  return offset === undefined || offset === timeZone ? timeZone : `${timeZone} (${offset})`;
}
