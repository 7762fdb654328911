import type { Id } from "./ids.ts";
import type { Instant } from "./time.ts";

/**
 * How a link is getting on.
 *
 * - `new` never polled · `ok` · `degraded` part of it fails
 * - `needs_login` a person must log in again; nothing is asked until then
 * - `waiting_for_quota` the vendor's budget is spent until `until` · `unreachable` no connection, or the vendor is down
 */
export type LinkHealth =
  | "new"
  | "ok"
  | "degraded"
  | "needs_login"
  | "waiting_for_quota"
  | "unreachable";

/** A vendor's site and the plant that its readings belong to. */
export interface LinkSite {
  /** The vendor's own key. */
  readonly key: string;
  readonly plantId: Id;
}

/** A credential at a vendor, with the sites that are read through it. Secrets are in the secret store. */
export interface Link {
  readonly id: Id;
  readonly tenantId: Id;
  /** e.g. `solaredge`. */
  readonly vendor: string;
  /** Unique within the tenant. */
  readonly name: string;
  /** Without the secret ones. */
  readonly settings: Readonly<Record<string, string>>;
  readonly sites: readonly LinkSite[];
  readonly status: LinkStatus;
  readonly createdAt: Instant;
}

export interface LinkStatus {
  readonly health: LinkHealth;
  /** For people; `null` when all is well. */
  readonly reason: string | null;
  /** When it is tried again, where that is known. */
  readonly until: Instant | null;
  readonly lastPolledAt: Instant | null;
  /** What was done and what is still to do, as the jobs of the connectors kit write it; `null` before the first. */
  readonly progress: string | null;
}

export type LinkChange = Partial<Pick<Link, "name" | "settings" | "sites">>;
