import type {
  AlarmStore,
  AuditLog,
  Catalog,
  LinkStore,
  Quarantine,
  QuotaStore,
  SecretStore,
} from "@solarmon/core";
import type { PostgresStores } from "@solarmon/postgres";

/** What the server keeps of its tenants beside their readings: embedded, or on PostgreSQL. */
export interface Records extends AsyncDisposable {
  readonly catalog: Catalog;
  readonly quarantine: Quarantine;
  readonly secrets: SecretStore;
  readonly alarms: AlarmStore;
  readonly links: LinkStore;
  readonly quotas: QuotaStore;
  readonly audit: AuditLog;
  /** The stores on PostgreSQL that these are a part of; none where readings are embedded. */
  readonly shared?: PostgresStores;
}
