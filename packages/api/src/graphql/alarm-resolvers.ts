import {
  type AlarmEvidence,
  type Id,
  type Instant,
  type ListedAlarm,
  SolarmonError,
  type TenantScope,
} from "@solarmon/core";
import type { ApiServices } from "../services.ts";

const DEFAULT_LIMIT = 100;
const MAX_LIMIT = 1_000;

/** Arguments of `alarms`, as GraphQL gives them. */
export interface AlarmArguments {
  readonly open?: boolean | null;
  readonly folded?: boolean | null;
  readonly plantId?: Id | null;
  readonly limit?: number | null;
  readonly after?: string | null;
}

/** A page of alarms as GraphQL shows them. @throws `invalid_argument` for a limit out of range, or what is no cursor */
export async function alarmPageSource(
  { alarms, catalog }: Pick<ApiServices, "alarms" | "catalog">,
  scope: TenantScope,
  { open, folded, plantId, limit, after }: AlarmArguments,
): Promise<object> {
  const page = await alarms.forTenant(scope).list({
    limit: checkedLimit(limit ?? DEFAULT_LIMIT),
    ...(typeof open === "boolean" ? { isOpen: open } : {}),
    ...(typeof folded === "boolean" ? { isFolded: folded } : {}),
    ...(typeof plantId === "string" ? { plantId } : {}),
    ...(typeof after === "string" ? { after } : {}),
  });
  let names: Promise<ReadonlyMap<Id, string>> | undefined;
  const plantName = async (id: Id | null): Promise<string | null> => {
    if (id === null) return null;
    names ??= plantNames(catalog, scope);
    return (await names).get(id) ?? null;
  };
  return { next: page.next, alarms: page.alarms.map((alarm) => toSource(alarm, plantName)) };
}

function checkedLimit(limit: number): number {
  if (limit >= 1 && limit <= MAX_LIMIT) return limit;
  throw new SolarmonError("invalid_argument", `\`limit\` must be from 1 to ${MAX_LIMIT}.`);
}

/** One call for all alarms of a page, and none when nobody asks. */
async function plantNames(
  catalog: ApiServices["catalog"],
  scope: TenantScope,
): Promise<ReadonlyMap<Id, string>> {
  const plants = await catalog.forTenant(scope).plants();
  return new Map(plants.map(({ id, name }) => [id, name]));
}

function toSource(
  alarm: ListedAlarm,
  plantName: (id: Id | null) => Promise<string | null>,
): object {
  const { evidence, resolution, raisedAt, acknowledgedAt, resolvedAt, ...rest } = alarm;
  return {
    ...rest,
    plantName: () => plantName(alarm.plantId),
    raisedAt: iso(raisedAt),
    since: iso(evidence.since),
    values: valuesOf(evidence.values),
    threshold: valuesOf(evidence.threshold),
    acknowledgedAt: iso(acknowledgedAt),
    resolvedAt: iso(resolvedAt),
    resolvedHow: resolution?.how ?? null,
    resolvedBy: resolution?.by ?? null,
    reason: resolution?.reason ?? null,
  };
}

function valuesOf(values: AlarmEvidence["values"]): readonly object[] {
  return Object.entries(values).map(([name, value]) => ({
    name,
    number: typeof value === "number" ? value : null,
    text: typeof value === "string" ? value : null,
  }));
}

function iso(at: Instant | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
