import { ALARMS } from "./alarms.ts";
import { AUDIT } from "./audit.ts";
import { CATALOG } from "./catalog.ts";
import { LINKS } from "./links.ts";
import { PARTITIONS } from "./partitions.ts";
import { READINGS } from "./readings.ts";
import { ROLLUPS } from "./rollups.ts";
import { TENANCY } from "./tenancy.ts";
import { USAGE } from "./usage.ts";

export interface Migration {
  readonly name: string;
  /** Statements; run as the owner, all in one transaction. */
  readonly sql: string;
}

/** What brings a database from one version to the next, in order. Never change one that was released: add one. */
export const MIGRATIONS: readonly Migration[] = [
  { name: "tenancy", sql: TENANCY },
  { name: "catalog", sql: CATALOG },
  { name: "readings", sql: READINGS },
  { name: "partitions", sql: PARTITIONS },
  { name: "rollups", sql: ROLLUPS },
  { name: "links", sql: LINKS },
  { name: "audit", sql: AUDIT },
  { name: "alarms", sql: ALARMS },
  { name: "usage", sql: USAGE },
];
