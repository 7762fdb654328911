import { HOUR_MS, MINUTE_MS, type Instant } from "@solarmon/core";
import type { ClearSky } from "@solarmon/kpi/clear-sky";
import { smoothNoise } from "./random.ts";

const WEATHER_SPELL_MS = 7 * HOUR_MS;
const CLOUD_MS = 6 * MINUTE_MS;
const GUST_MS = 1.3 * MINUTE_MS;

/**
 * Share of the clear-sky light that passes the clouds, 0.15–1.05: spells of fair and dull weather, in which single
 * clouds pass within minutes. A pure function of time, so back-fill and live show the same sky.
 *
 * @param cloudiness - 0 always fair, 1 always overcast
 */
export function cloudClearness(seed: number, at: Instant, cloudiness: number): number {
  const spell = smoothNoise(seed, at / WEATHER_SPELL_MS);
  const cover = Math.max(0, Math.min(1, spell * 0.9 + cloudiness - 0.45));
  const cloud =
    0.75 * smoothNoise(seed + 1, at / CLOUD_MS) + 0.25 * smoothNoise(seed + 2, at / GUST_MS);
  const shade = Math.max(0, Math.min(1, (cover - cloud) * 4 + 0.5));
  const edge = shade > 0 && shade < 0.2 ? 0.05 : 0; // bright rims of clouds reflect
  return Math.max(0.15, 1 + edge - shade * (0.45 + 0.4 * cover));
}

/** The sky below clouds: beam suffers most, part of it comes back as diffuse light. */
export function underClouds(clear: ClearSky, clearness: number, zenithDeg: number): ClearSky {
  const cosZenith = Math.max(0, Math.cos((zenithDeg * Math.PI) / 180));
  const ghiWm2 = clear.ghiWm2 * clearness;
  const dniWm2 = Math.min(
    clear.dniWm2 * Math.max(0, clearness) ** 3,
    cosZenith > 0 ? ghiWm2 / cosZenith : 0,
  );
  return { ghiWm2, dniWm2, dhiWm2: Math.max(0, ghiWm2 - dniWm2 * cosZenith) };
}
