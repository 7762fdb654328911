import { benchPower } from "./kpi/power.ts";
import { benchSun } from "./kpi/sun.ts";
import { benchTrends } from "./kpi/trends.ts";
import type { Report } from "./report.ts";

/** PV performance maths on one thread: a year of minutes, or what the figure's name says. */
export async function benchKpi(report: Report): Promise<void> {
  benchSun(report);
  benchPower(report);
  benchTrends(report);
}
