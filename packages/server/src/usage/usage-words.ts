import { type Tenant, USAGE_MEASURES, type UsageDay } from "@solarmon/core";
import { table } from "../cli/output.ts";
import { csvText } from "../csv/csv-text.ts";

export const USAGE_CSV_HEADER = "tenantId,tenant,day,measure,amount,unit";

const HEADS = ["DAY (UTC)", ...USAGE_MEASURES.map(({ name }) => headOf(name))];

/** Lines of an invoice: a line per measure. */
export function usageCsv({ id, name: tenant }: Tenant, usage: UsageDay): string {
  const head = `${id},${csvText(tenant)},${dayText(usage)}`;
  return USAGE_MEASURES.map(({ name, unit }) => `${head},${name},${usage[name]},${unit}`).join(
    "\n",
  );
}

export function usageJson({ id: tenantId, name: tenant }: Tenant, usage: UsageDay): string {
  return JSON.stringify({ tenantId, tenant, ...usage, day: dayText(usage) });
}

/** For people: a row a day. */
export function usageTable({ name }: Tenant, days: readonly UsageDay[]): string {
  const rows = days.map((usage) => [
    dayText(usage),
    ...USAGE_MEASURES.map((measure) => String(usage[measure.name])),
  ]);
  return `${name.replaceAll(/\p{Cc}/gu, "�")}\n${table([HEADS, ...rows])}`;
}

function dayText({ day }: UsageDay): string {
  return new Date(day).toISOString().slice(0, 10);
}

/** `pointsStored` → `POINTS STORED` */
function headOf(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => ` ${letter}`).toUpperCase();
}
