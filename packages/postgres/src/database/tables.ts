import type {
  Alarm,
  AuditColumns,
  LinkStatus,
  PvArray,
  QuarantineEntry,
  Role,
} from "@solarmon/core";
import type { ColumnType, Generated, GeneratedAlways } from "kysely";

/** Written as JSON text, read as what it says. */
type Json<Value> = ColumnType<Value, string, string>;

interface Row {
  readonly tenantId: string;
}

/** Keeps the order in which rows were added. */
interface Numbered {
  readonly number: GeneratedAlways<number>;
}

export interface TenantTable extends Row, Numbered {
  readonly name: string;
  readonly parentId: string | null;
  readonly createdAt: number;
}

export interface PlantTable extends Row, Numbered {
  readonly id: string;
  readonly name: string;
  readonly timeZone: string;
  readonly latitudeDeg: number | null;
  readonly longitudeDeg: number | null;
  readonly dcKwp: number | null;
  readonly acKw: number | null;
  readonly arrays: Json<readonly PvArray[]>;
  readonly createdAt: number;
}

export interface DeviceTable extends Row, Numbered {
  readonly id: string;
  readonly plantId: string;
  readonly parentId: string | null;
  readonly name: string;
  readonly kind: "inverter" | "meter" | "battery" | "weather" | "logger";
  readonly ratedPowerW: number | null;
  readonly intervalMs: number | null;
  readonly createdAt: number;
}

export interface CredentialTable extends Row {
  readonly id: string;
  readonly plantId: string;
  readonly deviceId: string | null;
  readonly secretHash: string;
  readonly createdAt: number;
  readonly revokedAt: number | null;
}

export interface UserTable extends Row {
  readonly id: string;
  readonly email: string;
  readonly role: Role;
  readonly passwordHash: string;
  readonly createdAt: number;
}

export interface LinkTable extends Row, Numbered {
  readonly id: string;
  readonly vendor: string;
  readonly name: string;
  readonly settings: Json<Readonly<Record<string, string>>>;
  readonly status: Json<LinkStatus>;
  readonly createdAt: number;
}

interface LinkSiteTable extends Row {
  readonly linkId: string;
  readonly place: number;
  readonly key: string;
  readonly plantId: string;
}

export interface QuarantineTable extends Row, Required<Omit<QuarantineEntry, "point">> {
  readonly number: Generated<number>;
  readonly point: string | null;
}

/** Fields are JSON text: JSON of PostgreSQL has no NUL. */
interface AuditTable extends Row, Numbered, AuditColumns {}

/** Its subject in two columns, evidence and resolution as JSON text: JSON of PostgreSQL has no NUL. */
export interface AlarmTable extends Omit<Alarm, "subject" | "evidence" | "resolution"> {
  readonly subjectType: Alarm["subject"]["type"];
  readonly subjectId: string;
  readonly subjectName: string;
  readonly evidence: string;
  readonly resolution: string | null;
}

/** Tables that are queried through Kysely, columns in camel case; readings and roll-ups go in bulk, see `readings/`. */
export interface Tables {
  readonly alarms: AlarmTable;
  readonly tenants: TenantTable;
  readonly plants: PlantTable;
  readonly devices: DeviceTable;
  readonly credentials: CredentialTable;
  readonly users: UserTable;
  readonly links: LinkTable;
  readonly linkSites: LinkSiteTable;
  readonly quarantine: QuarantineTable;
  readonly audit: AuditTable;
}
