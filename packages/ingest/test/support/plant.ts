import { type Device, type DeviceCredential, type Plant, type TenantScope } from "@solarmon/core";
import { scopeOf } from "@solarmon/core/authority";
import type { MemoryCatalog } from "@solarmon/core/memory";
import { hashDeviceSecret } from "@solarmon/ingest";

/** A plant with two inverters of 5 kW, and who may write to it. */
export interface TestPlant {
  readonly scope: TenantScope;
  readonly plant: Plant;
  readonly devices: readonly [Device, Device];
  /** Of the first device. */
  readonly credential: DeviceCredential;
  readonly gateway: DeviceCredential;
  readonly secret: string;
}

export async function addTestPlant(catalog: MemoryCatalog, name: string): Promise<TestPlant> {
  const tenant = await catalog.addTenant(name);
  const scope = scopeOf(tenant.id);
  const own = catalog.forTenant(scope);
  const plant = await own.addPlant({
    name,
    timeZone: "Europe/Madrid",
    latitudeDeg: 40,
    longitudeDeg: -3,
    dcKwp: 12,
    acKw: 10,
    arrays: [],
  });
  const addInverter = (device: string) =>
    own.addDevice({
      plantId: plant.id,
      parentId: null,
      name: device,
      kind: "inverter",
      ratedPowerW: 5_000,
      intervalMs: 60_000,
    });
  const devices = [await addInverter("one"), await addInverter("two")] as const;
  const secret = `secret of ${name}`;
  const secretHash = hashDeviceSecret(secret);
  const credential = await own.addCredential({
    plantId: plant.id,
    deviceId: devices[0].id,
    secretHash,
  });
  const gateway = await own.addCredential({ plantId: plant.id, deviceId: null, secretHash });
  return { scope, plant, devices, credential, gateway, secret };
}
