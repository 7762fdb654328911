import type { Id, Instant, Link } from "@solarmon/core";
import type { AlarmLimits } from "./alarm-limits.ts";
import type { Condition } from "./condition.ts";
import { linkConditions } from "./link-conditions.ts";
import {
  deviceConditions,
  hearPlant,
  plantCondition,
  type PlantHearing,
} from "./silence-conditions.ts";
import type { WatchedTenant } from "./watched.ts";

/** Of a link that reads one plant, that plant's alarm says all. */
const PLANTS_OF_SILENT_LINK = 2;

/**
 * All that may be wrong at a tenant now, one for each kind and subject.
 *
 * @param openKeys - of the alarms that are open, see `keyOf`
 */
export function tenantConditions(
  { plants, links, weatherLinks }: WatchedTenant,
  now: Instant,
  limits: AlarmLimits,
  openKeys: ReadonlySet<string>,
): Condition[] {
  const [linksOf, weatherOf] = [linksByPlant(links), linksByPlant(weatherLinks)];
  const hearings = plants.map((plant) => {
    const [own, weather] = [linksOf.get(plant.id) ?? [], weatherOf.get(plant.id) ?? []];
    const sources = {
      links: own,
      askedAt: lastAskedAt(own, now, limits),
      weatherLinks: weather,
      weatherAskedAt: lastAskedAt(weather.length > 0 ? weather : own, now, limits),
    };
    return hearPlant(plant, sources, now, limits);
  });
  return [
    ...[...links, ...weatherLinks].flatMap((link) => linkConditions(link, now, limits)),
    ...links.map((link) => silentLink(link, hearings, now)),
    ...hearings.map((hearing) => plantCondition(hearing, limits)),
    ...hearings.flatMap((hearing) => deviceConditions(hearing, limits, openKeys)),
  ];
}

function linksByPlant(links: readonly Link[]): Map<Id, Link[]> {
  const byPlant = new Map<Id, Link[]>();
  for (const link of links)
    for (const plantId of new Set(link.sites.map((site) => site.plantId))) {
      const own = byPlant.get(plantId) ?? [];
      own.push(link);
      byPlant.set(plantId, own);
    }
  return byPlant;
}

/** Nobody can be heard through a link that did not ask; but one that asks no more must not hide silence for ever. */
function lastAskedAt(links: readonly Link[], now: Instant, limits: AlarmLimits): Instant {
  if (links.length === 0) return now;
  const asked = links.map(({ status, createdAt }) => status.lastPolledAt ?? createdAt);
  return Math.min(now, Math.max(...asked, now - limits.pollPatienceMs));
}

/** All plants of a link that answers give nothing. */
function silentLink(link: Link, hearings: readonly PlantHearing[], now: Instant): Condition {
  const ids = new Set(link.sites.map(({ plantId }) => plantId));
  const own = hearings.filter(({ plant, newest }) => newest !== null && ids.has(plant.id));
  const answers = link.status.health === "ok" || link.status.health === "degraded";
  const silent = own.filter(({ isSilent }) => isSilent);
  const isSilent = own.length >= PLANTS_OF_SILENT_LINK && silent.length === own.length;
  const isAlive = own.some((hearing) => hearing.isAlive);
  const times = own.map(({ newest }) => newest?.device.heardAt ?? 0);
  const since = times.length > 0 ? Math.max(...times) : now;
  return {
    kind: "communication_lost",
    severity: "critical",
    subject: { type: "link", id: link.id, name: link.name },
    plantId: null,
    state: isSilent ? "there" : isAlive ? "over" : "unsure",
    overAt: since,
    isNews: answers,
    evidence: {
      since,
      values: { vendor: link.vendor, plants: own.length, silentPlants: silent.length },
      threshold: { silentPlants: Math.max(PLANTS_OF_SILENT_LINK, own.length) },
    },
    explainedBy: [],
  };
}
