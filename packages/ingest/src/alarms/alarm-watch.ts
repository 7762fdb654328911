import {
  type Alarm,
  type AlarmChanges,
  type AlarmStore,
  type Clock,
  type Id,
  type Link,
  type LinkStore,
  newId,
} from "@solarmon/core";
import { type AlarmLimits, DEFAULT_ALARM_LIMITS } from "./alarm-limits.ts";
import { keyOf } from "./condition.ts";
import { decide } from "./decide.ts";
import { FleetBook, type FleetBookOptions } from "./fleet-book.ts";
import { tenantConditions } from "./tenant-conditions.ts";

export interface AlarmWatchOptions extends FleetBookOptions {
  readonly alarms: Pick<AlarmStore, "standing" | "apply">;
  readonly links: Pick<LinkStore, "allLinks">;
  readonly clock: Clock;
  readonly limits?: Partial<AlarmLimits>;
  /** Whether a link brings only the weather of its plants. Default: none does. */
  readonly isForWeather?: (link: Link) => boolean;
  /** Told of a tenant that could not be looked at; the others are. */
  readonly onError: (tenantId: Id, error: unknown) => void;
}

/** What a pass has come to. */
export interface AlarmPassReport {
  readonly tenants: number;
  readonly devices: number;
  readonly raised: number;
  readonly ended: number;
}

/**
 * Looks over all plants, devices and links, raises alarms and ends them. It keeps nothing that it could not find again:
 * one that starts anew goes on where another ended, and two at once raise no alarm twice.
 */
export class AlarmWatch {
  readonly #options: AlarmWatchOptions;
  readonly #limits: AlarmLimits;
  readonly #fleet: FleetBook;

  constructor(options: AlarmWatchOptions) {
    this.#options = options;
    this.#limits = { ...DEFAULT_ALARM_LIMITS, ...options.limits };
    this.#fleet = new FleetBook(options);
  }

  /** One look at everything. To be called once a minute or so. @throws what the stores throw; then it is done again */
  async pass(signal?: AbortSignal): Promise<AlarmPassReport> {
    const { alarms } = this.#options;
    const links = await byTenant<Link>(this.#options.links.allLinks());
    const standing = await byTenant<Alarm>(alarms.standing());
    const tenantIds = await this.#fleet.tenants();
    const all: AlarmChanges[] = [];
    let devices = 0;
    for (const tenantId of tenantIds) {
      if (signal?.aborted === true) break;
      try {
        const found = await this.#look(tenantId, links.get(tenantId), standing.get(tenantId));
        all.push(found.changes);
        devices += found.devices;
      } catch (error) {
        this.#options.onError(tenantId, error);
      }
    }
    const changes = joined(all);
    const raised = await alarms.apply(changes);
    const ended = changes.ended.length;
    return { tenants: tenantIds.length, devices, raised: raised.size, ended };
  }

  async #look(
    tenantId: Id,
    links: readonly Link[] = [],
    standing: readonly Alarm[] = [],
  ): Promise<{ readonly changes: AlarmChanges; readonly devices: number }> {
    const now = this.#options.clock.now();
    const plants = await this.#fleet.plants(tenantId, now);
    const open = new Set(standing.filter(({ resolvedAt }) => resolvedAt === null).map(keyOf));
    const limits = this.#limits;
    const { isForWeather = () => false } = this.#options;
    const weatherLinks = links.filter(isForWeather);
    const own = links.filter((link) => !weatherLinks.includes(link));
    const tenant = { tenantId, plants, links: own, weatherLinks };
    const conditions = tenantConditions(tenant, now, limits, open);
    const { holdMs } = limits;
    const changes = decide({ tenantId, now, holdMs, conditions, standing, newId });
    return { changes, devices: plants.reduce((sum, plant) => sum + plant.devices.length, 0) };
  }
}

async function byTenant<Item extends { readonly tenantId: Id }>(
  pages: AsyncIterable<readonly Item[]>,
): Promise<Map<Id, Item[]>> {
  const found = new Map<Id, Item[]>();
  for await (const page of pages)
    for (const item of page) {
      const own = found.get(item.tenantId);
      if (own) own.push(item);
      else found.set(item.tenantId, [item]);
    }
  return found;
}

function joined(all: readonly AlarmChanges[]): AlarmChanges {
  return {
    ended: all.flatMap(({ ended }) => ended),
    raised: all.flatMap(({ raised }) => raised),
    cleared: all.flatMap(({ cleared }) => cleared),
    folded: all.flatMap(({ folded }) => folded),
  };
}
