import { newDeviceSecret } from "@solarmon/api";
import type { Catalog, Device, Id, Plant, TenantCatalog } from "@solarmon/core";
import { scopeOf } from "@solarmon/core/authority";
import { hashDeviceSecret } from "@solarmon/ingest";

export interface NewDevice extends Pick<Device, "name" | "kind" | "ratedPowerW" | "intervalMs"> {
  /** The credential may write every device of the plant. */
  readonly isGateway: boolean;
}

/** A device with the credential that was made for it. The password exists nowhere else. */
export interface Provisioned {
  readonly deviceId: Id;
  readonly topic: string;
  readonly username: Id;
  readonly password: string;
  /** For the HTTP header `X-API-Key`. */
  readonly apiKey: string;
}

/** Makes a device, or takes the plant's device of that name, and gives it a new credential. */
export async function provision(
  catalog: Catalog,
  plant: Plant,
  wanted: NewDevice,
): Promise<Provisioned> {
  const tenant = catalog.forTenant(scopeOf(plant.tenantId));
  const device = await deviceOf(tenant, plant, wanted);
  const secret = newDeviceSecret();
  const credential = await tenant.addCredential({
    plantId: plant.id,
    deviceId: wanted.isGateway ? null : device.id,
    secretHash: hashDeviceSecret(secret),
  });
  return {
    deviceId: device.id,
    topic: `sm/v1/${plant.tenantId}/${plant.id}/telemetry/${device.id}`,
    username: credential.id,
    password: secret,
    apiKey: `${credential.id}.${secret}`,
  };
}

async function deviceOf(tenant: TenantCatalog, plant: Plant, wanted: NewDevice): Promise<Device> {
  const { name, kind, ratedPowerW, intervalMs } = wanted;
  const known = (await tenant.devices(plant.id)).find((device) => device.name === name);
  if (known) return known;
  return tenant.addDevice({
    plantId: plant.id,
    parentId: null,
    name,
    kind,
    ratedPowerW,
    intervalMs,
  });
}
