import { logicClipFilter, quantileClipFilter } from "@solarmon/kpi/clipping";
import { detectClearsky } from "@solarmon/kpi/clear-sky-detection";
import { degradationYearOnYear } from "@solarmon/kpi/degradation";
import { soilingSrr } from "@solarmon/kpi/soiling";
import { createRandom } from "@solarmon/kpi/statistics";
import type { Report } from "../report.ts";
import { bestOfMs, REFERENCE_PEER } from "./best-of.ts";

/** RdTools 3.2 on the reference machine [ms]: what the project's KPI reference states in its section on speed. */
const REFERENCE_MS = {
  logicMinutes: 1500,
  logicQuarters: 46,
  quantile: 7,
  yearOnYear: 540,
  soiling: 18_400,
};

const MINUTE_MS = 60_000;
const DAY_MS = 1440 * MINUTE_MS;

interface MinuteYear {
  readonly times: Float64Array;
  readonly power: Float64Array;
  readonly sky: Float64Array;
  readonly irradiance: Float64Array;
}

/** A plant of 9 kW behind an inverter of 7 kW, for a year of minutes. */
function minuteYear(): MinuteYear {
  const random = createRandom(7);
  const times = Float64Array.from({ length: 525_600 }, (_, minute) => minute * MINUTE_MS);
  const sky = times.map((_, minute) =>
    Math.max(0, 1000 * Math.sin((((minute % 1440) - 360) * Math.PI) / 720)),
  );
  const power = sky.map((value) => Math.min(7000, 9 * value * (0.6 + 0.4 * random())));
  return { times, power, sky, irradiance: sky.map((value) => value * (0.98 + 0.02 * random())) };
}

function isQuarter(_: number, minute: number): boolean {
  return minute % 15 === 0;
}

function benchClipping(report: Report): void {
  const { times, power, sky, irradiance } = minuteYear();
  const quarterTimes = times.filter(isQuarter);
  const quarterPower = power.filter(isQuarter);
  const figures = [
    [
      "logic clip filter, year of minutes",
      () => logicClipFilter(times, power),
      REFERENCE_MS.logicMinutes,
    ],
    [
      "logic clip filter, year of quarters",
      () => logicClipFilter(quarterTimes, quarterPower),
      REFERENCE_MS.logicQuarters,
    ],
    [
      "quantile clip filter, year of minutes",
      () => quantileClipFilter(power),
      REFERENCE_MS.quantile,
    ],
  ] as const;
  for (const [metric, run, peerMs] of figures) {
    const value = bestOfMs(run, 5);
    report({
      bench: "kpi",
      metric,
      value,
      unit: "ms",
      peer: REFERENCE_PEER,
      ratio: value / peerMs,
    });
  }
  const value = bestOfMs(() => detectClearsky(times, irradiance, sky, { inferLimits: true }), 3);
  report({ bench: "kpi", metric: "clear-sky detection, year of minutes", value, unit: "ms" });
}

/** Five years of days with seasons, soiling, noise and 0.7 % degradation a year. */
function benchDays(report: Report): void {
  const random = createRandom(11);
  const times = Float64Array.from(
    { length: 1826 },
    (_, day) => Date.UTC(2018, 0, 1) + day * DAY_MS,
  );
  const energy = times.map(
    (_, day) =>
      1 - (0.007 * day) / 365 + 0.05 * Math.sin(day / 58) - 0.002 * (day % 45) + 0.02 * random(),
  );
  const insolation = times.map((_, day) => 5000 + 2000 * Math.sin(day / 58) + 500 * random());
  const figures = [
    [
      "year-on-year with interval, five years of days",
      () => degradationYearOnYear(times, energy),
      REFERENCE_MS.yearOnYear,
    ],
    [
      "soiling SRR, 1000 runs, five years of days",
      () => soilingSrr(times, energy, insolation),
      REFERENCE_MS.soiling,
    ],
  ] as const;
  for (const [metric, run, peerMs] of figures) {
    const value = bestOfMs(run, 10);
    report({
      bench: "kpi",
      metric,
      value,
      unit: "ms",
      peer: REFERENCE_PEER,
      ratio: value / peerMs,
    });
  }
}

export function benchTrends(report: Report): void {
  benchClipping(report);
  benchDays(report);
}
