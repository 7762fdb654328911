import { type Instant, SolarmonError } from "@solarmon/core";
import { newTimeTrack, TimeReader } from "../import/time-reader.ts";
import { ZoneClock } from "../import/zone-clock.ts";

/** A date or time from a flag: with the zone it names, else in that of the plant. @throws `invalid_argument` */
export function parseLocalTime(name: string, text: string, timeZone: string): Instant {
  const bytes = new TextEncoder().encode(text.trim());
  const reader = new TimeReader("iso", new ZoneClock(timeZone));
  const at = reader.read(bytes, 0, bytes.length, newTimeTrack());
  if (typeof at === "number") return at;
  throw new SolarmonError("invalid_argument", `${name}: ${at.detail}`);
}
