import type {
  Device,
  DeviceCredential,
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

/** Tables of the catalogue's file, columns in camel case. */
export interface CatalogTables {
  readonly tenants: Tenant;
  readonly plants: PlantRow;
  readonly devices: Device;
  readonly credentials: DeviceCredential;
  readonly users: User;
  readonly quarantine: QuarantineRow;
}
