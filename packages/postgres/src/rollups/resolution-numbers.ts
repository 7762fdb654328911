import type { Resolution } from "@solarmon/core";

/** Part of the stored form. */
export const RESOLUTION_NUMBERS: Readonly<Record<Resolution, number>> = {
  "5m": 0,
  "1h": 1,
  "1d": 2,
};
