import { type Clock, SolarmonError, systemClock } from "@solarmon/core";
import { PostgresAlarmStore } from "./alarms/postgres-alarm-store.ts";
import { PostgresAuditLog } from "./audit/postgres-audit-log.ts";
import { PostgresCatalog } from "./catalog/postgres-catalog.ts";
import { Database } from "./database/database.ts";
import type { ConnectionPool } from "./database/pool.ts";
import { requireIsolation } from "./isolation/require-isolation.ts";
import { PostgresLinkStore } from "./links/postgres-link-store.ts";
import { PostgresQuotaStore } from "./links/postgres-quota-store.ts";
import { requireSchema } from "./migrations/require-schema.ts";
import { PostgresQuarantine } from "./quarantine/postgres-quarantine.ts";
import {
  dropReadings,
  maintainPartitions,
  type MaintenanceReport,
} from "./readings/maintain-partitions.ts";
import { PostgresReadingStore } from "./readings/postgres-reading-store.ts";
import { sealDays } from "./readings/seal-days.ts";
import type { SealOptions, SealReport } from "./readings/seal-options.ts";
import { PostgresRollupStore } from "./rollups/postgres-rollup-store.ts";
import { PostgresSecretStore } from "./secrets/postgres-secret-store.ts";
import { PostgresUsageLedger } from "./usage/postgres-usage-ledger.ts";
import { type SecretKey, SecretKeys } from "./secrets/secret-keys.ts";

export interface PostgresOptions {
  /** Connections for all that is done for tenants: a login that is a member of `solarmon_app`. */
  readonly pool: ConnectionPool;
  /**
   * Connections for log-in, scheduler and upkeep: a login that is a member of `solarmon_operator`. Keep it apart and not
   * even a fault in a tenant's statement reaches across. Default: `pool`, whose login then has to be a member of both.
   */
  readonly operatorPool?: ConnectionPool;
  readonly clock?: Clock;
  /** For the secret store: the first seals, the others open what they sealed. Without: no secret store. */
  readonly secretKeys?: readonly SecretKey[];
  /** Most refused entries kept of a tenant. Default 10,000. */
  readonly maxQuarantineEntries?: number;
}

/** Every store that PostgreSQL is good for. Closing one of them, or all, ends the pools. */
export interface PostgresStores extends AsyncDisposable {
  readonly catalog: PostgresCatalog;
  readonly readings: PostgresReadingStore;
  readonly rollups: PostgresRollupStore;
  readonly quarantine: PostgresQuarantine;
  readonly audit: PostgresAuditLog;
  readonly usage: PostgresUsageLedger;
  readonly alarms: PostgresAlarmStore;
  readonly links: PostgresLinkStore;
  readonly quotas: PostgresQuotaStore;
  /** @throws `unsupported` when no keys were given */
  readonly secrets: PostgresSecretStore;
  /** Turns closed device-days into chunks. To be called every few minutes; several processes may. */
  seal(options: SealOptions): Promise<SealReport>;
  /** Makes partitions ahead and drops empty old ones. To be called once a day or more often; several may. */
  maintain(): Promise<MaintenanceReport>;
  /** Removes raw readings of all tenants from before the UTC day that `before` lies in; roll-ups stay. */
  dropReadings(options: { readonly before: number }): Promise<void>;
}

/**
 * Opens the stores on a database that `migrate` has prepared, looks whether its walls between tenants stand, and makes
 * the partitions of the days to come.
 *
 * @throws {@link SolarmonError} `storage_corrupt` another schema version: migrate, or use a later Solarmon · `forbidden`
 * the login is not what it should be, or a wall is missing · `unavailable`
 */
export async function openPostgres(options: PostgresOptions): Promise<PostgresStores> {
  const { pool, operatorPool = pool, clock = systemClock } = options;
  const database = new Database(pool, operatorPool);
  try {
    await requireSchema(database);
    await requireIsolation(database);
    await maintainPartitions(database, clock.now()).catch(passOverLock);
  } catch (error) {
    await database.close();
    throw error;
  }
  return makeStores(database, clock, options);
}

/** While others write it may have to wait; the default partitions serve until the next call of `maintain`. */
function passOverLock(error: unknown): void {
  if (!SolarmonError.is(error) || error.code !== "locked") throw error;
}

function makeStores(database: Database, clock: Clock, options: PostgresOptions): PostgresStores {
  const { secretKeys, maxQuarantineEntries } = options;
  const secrets = secretKeys && new PostgresSecretStore(database, new SecretKeys(secretKeys));
  const bound = maxQuarantineEntries === undefined ? {} : { maxEntries: maxQuarantineEntries };
  return {
    catalog: new PostgresCatalog(database, clock),
    readings: new PostgresReadingStore(database, clock),
    rollups: new PostgresRollupStore(database),
    quarantine: new PostgresQuarantine(database, bound),
    audit: new PostgresAuditLog(database),
    usage: new PostgresUsageLedger(database),
    alarms: new PostgresAlarmStore(database, clock),
    links: new PostgresLinkStore(database, clock),
    quotas: new PostgresQuotaStore(database),
    get secrets() {
      if (secrets) return secrets;
      throw new SolarmonError("unsupported", "no secret keys were given to openPostgres");
    },
    seal: (sealing) => sealDays(database, sealing),
    maintain: () => maintainPartitions(database, clock.now()),
    dropReadings: ({ before }) => dropReadings(database, { end: before }),
    [Symbol.asyncDispose]: () => database.close(),
  };
}
