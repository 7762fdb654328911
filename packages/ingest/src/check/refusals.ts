import { POINTS, pointByCode, type Refusal } from "@solarmon/core";
import { looksLikeSentinel } from "./sentinels.ts";
import type { ValueLimits } from "./value-limits.ts";

const SHOWN = 60;
const TIME_WORDS: ReadonlySet<string> = new Set(["time", "timestamp", "ts", "t", "datetime"]);

const nameByLowerCase: ReadonlyMap<string, string> = new Map(
  POINTS.map(({ name }) => [name.toLowerCase(), name]),
);

/** Whether a key is some other word for the measured time. */
export function isTimeWord(key: string): boolean {
  return TIME_WORDS.has(key.toLowerCase());
}

/** The same words for a device that does not exist and for one of another plant or tenant. */
export const NO_SUCH_DEVICE: Refusal = {
  reason: "unknown_device",
  detail: "no such device in this plant; provision it, or check the deviceId",
};

export function unknownPoint(key: string): Refusal {
  const meant = nameByLowerCase.get(key.slice(0, SHOWN).toLowerCase());
  const point = key.slice(0, SHOWN);
  const hint = meant ? `; did you mean ${meant}?` : "";
  return { reason: "unknown_point", detail: `there is no point "${point}"${hint}`, point };
}

export function timeMissing(found?: string): Refusal {
  const hint = found ? `; found "${found.slice(0, SHOWN)}", the name is measuredAt` : "";
  return { reason: "time_missing", detail: `measuredAt is missing${hint}` };
}

export function malformed(detail: string): Refusal {
  return { reason: "malformed", detail };
}

/** Why the value of a known point was turned down. */
export function valueRefusal(code: number, value: unknown, limits: ValueLimits): Refusal {
  const definition = pointByCode(code);
  const point = definition?.name ?? String(code);
  if (typeof value !== "number" || !Number.isFinite(value)) {
    const shown = typeof value === "number" ? String(value) : typeof value;
    const detail = `${point} is not a number (${shown}); send a number, or null for missing`;
    return { reason: "not_a_number", detail, point };
  }
  const { min, max } = { min: limits.min[code] ?? 0, max: limits.max[code] ?? 0 };
  const isInside = value >= min && value <= max;
  if (isInside || looksLikeSentinel(value)) {
    const detail = `${point} ${value} is what devices send for "not available"; send null`;
    return { reason: "sentinel", detail, point };
  }
  const unit = definition?.unit ?? "";
  const detail = `${point} ${value} ${unit} is outside ${min} to ${max} ${unit}; check unit, scale and nameplate`;
  return { reason: "out_of_range", detail, point };
}
