import type { Id, Instant, Link, LinkStatus, TenantScope } from "@solarmon/core";
import type { ApiServices } from "../services.ts";

/** Links as GraphQL shows them, by name. @param plantId - only those that read it */
export async function linkSources(
  { links }: Pick<ApiServices, "links">,
  scope: TenantScope,
  plantId?: Id,
): Promise<readonly object[]> {
  const own = await links.forTenant(scope).links();
  const wanted = own.filter(
    ({ sites }) => plantId === undefined || sites.some((site) => site.plantId === plantId),
  );
  return wanted.toSorted((a, b) => a.name.localeCompare(b.name)).map(toSource);
}

function toSource({ id, vendor, name, sites, status }: Link): object {
  return { id, vendor, name, sites, ...statusSource(status) };
}

function statusSource({ gaps = [], ...status }: LinkStatus): object {
  return {
    health: status.health,
    reason: status.reason,
    until: iso(status.until),
    lastPolledAt: iso(status.lastPolledAt),
    gaps: gaps.map(({ siteKey, start, end, cause, state, filledUntil }) => ({
      siteKey,
      cause,
      state,
      from: iso(start),
      to: iso(end),
      filledUntil: iso(filledUntil),
    })),
    problems: (status.problems ?? []).map(({ seenAt, ...problem }) => ({
      ...problem,
      seenAt: iso(seenAt),
    })),
  };
}

function iso(at: Instant | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
