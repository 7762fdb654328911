import { DAY_MS, dayOfYearOf } from "../calendar.ts";
import { dayAngle } from "../day-angle.ts";

function spencerFactor(dayOfYear: number): number {
  const b = dayAngle(dayOfYear, 1);
  return (
    1.00011 +
    0.034221 * Math.cos(b) +
    0.00128 * Math.sin(b) +
    0.000719 * Math.cos(2 * b) +
    7.7e-5 * Math.sin(2 * b)
  );
}

function asceFactor(dayOfYear: number): number {
  return 1 + 0.033 * Math.cos(dayAngle(dayOfYear, 0));
}

/** A function of the UTC day that is computed once a day, for rows in order of time. */
function onceADay(ofDay: (dayOfYear: number) => number): (timeMs: number) => number {
  let lastDay = Number.NaN;
  let lastValue = Number.NaN;
  return (timeMs) => {
    const day = Math.floor(timeMs / DAY_MS);
    if (day === lastDay) return lastValue;
    lastDay = day;
    lastValue = ofDay(dayOfYearOf(timeMs));
    return lastValue;
  };
}

/** Extraterrestrial irradiance [W/m²] by Spencer at an instant [epoch ms]; reuses the last day's value. */
export function spencerExtraOf(solarConstantWm2: number): (timeMs: number) => number {
  return onceADay((dayOfYear) => solarConstantWm2 * spencerFactor(dayOfYear));
}

/** Extraterrestrial irradiance [W/m²] by ASCE at an instant [epoch ms]; reuses the last day's value. */
export function asceExtraOf(solarConstantWm2: number): (timeMs: number) => number {
  return onceADay((dayOfYear) => solarConstantWm2 * asceFactor(dayOfYear));
}
