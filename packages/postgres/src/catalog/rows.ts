import type { Device, DeviceCredential, Plant, Tenant, User } from "@solarmon/core";
import type { Selectable } from "kysely";
import type {
  CredentialTable,
  DeviceTable,
  PlantTable,
  TenantTable,
  UserTable,
} from "../database/tables.ts";

export function toTenant({ tenantId, name, parentId, createdAt }: Selectable<TenantTable>): Tenant {
  return { id: tenantId, name, parentId, createdAt };
}

export function toPlant({ number: _number, ...plant }: Selectable<PlantTable>): Plant {
  return plant;
}

export function toDevice({ number: _number, ...device }: Selectable<DeviceTable>): Device {
  return device;
}

export function toCredential(credential: Selectable<CredentialTable>): DeviceCredential {
  return credential;
}

export function toUser(user: Selectable<UserTable>): User {
  return user;
}
