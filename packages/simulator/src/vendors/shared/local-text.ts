import { DAY_MS, type Instant } from "@solarmon/core";

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat("sv-SE", {
      timeZone,
      dateStyle: "short",
      timeStyle: "medium",
    });
    formats.set(timeZone, format);
  }
  return format;
}

/** What a clock of the zone shows, e.g. `2026-03-29 03:00:00`. */
export function localText(at: Instant, timeZone: string): string {
  return formatOf(timeZone).format(at);
}

/** With its offset, e.g. `2026-03-29T03:00:00+02:00`. */
export function localIso(at: Instant, timeZone: string): string {
  const text = localText(at, timeZone).replace(" ", "T");
  const minutes = Math.round((Date.parse(`${text}Z`) - at) / 60_000);
  const sign = minutes < 0 ? "-" : "+";
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  return `${text}${sign}${String(hours).padStart(2, "0")}:${String(rest).padStart(2, "0")}`;
}

/** The first instant of a local day, e.g. of `2026-03-29`. */
export function startOfDay(day: string, timeZone: string): Instant {
  let [before, within] = [Date.parse(day) - DAY_MS, Date.parse(day) + DAY_MS];
  while (within - before > 1_000) {
    const middle = before + Math.floor((within - before) / 2_000) * 1_000;
    if (localText(middle, timeZone).slice(0, 10) < day) before = middle;
    else within = middle;
  }
  return within;
}
