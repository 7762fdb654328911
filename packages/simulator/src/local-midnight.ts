import { HOUR_MS, type Instant } from "@solarmon/core";

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat("en-CA", { timeZone, dateStyle: "short" });
    formats.set(timeZone, format);
  }
  return format;
}

/** The first instant of the local day that holds `at`, right on days of 23 and 25 hours. */
export function localMidnight(at: Instant, timeZone: string): Instant {
  const format = formatOf(timeZone);
  const today = format.format(at);
  let before = at - 26 * HOUR_MS;
  let within = at;
  while (within - before > 1) {
    const middle = Math.floor((before + within) / 2);
    if (format.format(middle) === today) within = middle;
    else before = middle;
  }
  return within;
}
