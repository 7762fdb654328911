import type { Instant } from "@solarmon/core";

/** Hour of a zone's clock, 0 to 23. */
export function createLocalHours(timeZone: string): (at: Instant) => number {
  const format = new Intl.DateTimeFormat("en-US", { timeZone, hourCycle: "h23", hour: "2-digit" });
  return (at) => Number(format.format(at));
}
