import type {
  Alarm,
  AuditColumns,
  Device,
  DeviceCredential,
  Link,
  Plant,
  QuarantineEntry,
  Tenant,
  User,
} from "@solarmon/core";
import type { Generated } from "kysely";

/** The plant with its arrays as JSON. */
export type PlantRow = Omit<Plant, "arrays"> & { readonly arrays: string };

export interface QuarantineRow extends Required<Omit<QuarantineEntry, "point">> {
  /** Running number: newest first means highest first. */
  readonly number: Generated<number>;
  readonly tenantId: string;
  readonly point: string | null;
}

/** A link without its sites; settings and status as JSON. */
interface LinkRow extends Pick<Link, "id" | "tenantId" | "vendor" | "name" | "createdAt"> {
  /** Running number: the order in which links were added. */
  readonly number: Generated<number>;
  readonly settings: string;
  readonly status: string;
}

export interface LinkSiteRow {
  readonly linkId: string;
  readonly tenantId: string;
  readonly position: number;
  readonly key: string;
  readonly plantId: string;
}

interface QuotaRow {
  readonly credential: string;
  /** As JSON. */
  readonly state: string;
}

export interface AuditRow extends AuditColumns {
  /** Running number: the order in which entries were recorded. */
  readonly number: Generated<number>;
  readonly tenantId: string;
}

/** An alarm, its subject in two columns; evidence and resolution as JSON. */
export interface AlarmRow extends Omit<Alarm, "subject" | "evidence" | "resolution"> {
  readonly subjectType: Alarm["subject"]["type"];
  readonly subjectId: string;
  readonly subjectName: string;
  readonly evidence: string;
  readonly resolution: string | null;
}

/** Tables of the catalogue's file, columns in camel case. */
export interface CatalogTables {
  readonly alarms: AlarmRow;
  readonly tenants: Tenant;
  readonly plants: PlantRow;
  readonly devices: Device;
  readonly credentials: DeviceCredential;
  readonly users: User;
  readonly quarantine: QuarantineRow;
  readonly links: LinkRow;
  readonly linkSites: LinkSiteRow;
  readonly quotas: QuotaRow;
  readonly audit: AuditRow;
}
