import {
  DAY_MS,
  HOUR_MS,
  type Instant,
  MINUTE_MS,
  parseIsoInstant,
  SolarmonError,
} from "@solarmon/core";

const AGE = /^(\d+(?:\.\d+)?)([mhd])$/;
const ISO_WITH_ZONE =
  /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?)?(?:Z|[+-]\d\d:?\d\d)$/i;
const UNIT_MS: Readonly<Record<string, number>> = { m: MINUTE_MS, h: HOUR_MS, d: DAY_MS };

/** An instant from ISO 8601 with a zone, milliseconds since 1970, or an age such as `24h`. @throws `invalid_argument` */
export function parseInstantFlag(name: string, text: string, now: Instant): Instant {
  const age = AGE.exec(text);
  if (age) return now - Number(age[1]) * (UNIT_MS[age[2] ?? ""] ?? 0);
  if (/^\d{12,14}$/.test(text)) return Number(text);
  const at = ISO_WITH_ZONE.test(text) ? parseIsoInstant(text.replace(" ", "T")) : Number.NaN;
  if (!Number.isNaN(at)) return at;
  throw new SolarmonError(
    "invalid_argument",
    `${name} is ${JSON.stringify(text)}; write it like 2026-06-30T12:00:00Z, or as an age: 90m, 24h, 2d`,
  );
}
