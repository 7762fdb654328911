import type { Catalog, Device, Plant, Tenant, TenantScope, User } from "@solarmon/core";
import { scopeOf } from "@solarmon/core/authority";
import { hashDeviceSecret } from "@solarmon/ingest";
import { hashPassword, newDeviceSecret } from "../../src/index.ts";

export const PASSWORD = "correct horse battery";

/** One tenant with a user, a plant, two inverters, and keys of the first inverter and of a gateway. */
export interface Household {
  readonly tenant: Tenant;
  readonly scope: TenantScope;
  readonly user: User;
  readonly plant: Plant;
  readonly devices: readonly [Device, Device];
  readonly deviceKey: string;
  readonly gatewayKey: string;
}

// One hash for all: each costs 0.2 s.
let passwordHash: Promise<string> | undefined;

async function addKey(catalog: Catalog, plant: Plant, deviceId: string | null): Promise<string> {
  const secret = newDeviceSecret();
  const tenant = catalog.forTenant(scopeOf(plant.tenantId));
  const secretHash = hashDeviceSecret(secret);
  const credential = await tenant.addCredential({ plantId: plant.id, deviceId, secretHash });
  return `${credential.id}.${secret}`;
}

/** Adds a household of that name; its user is `<name>@example.org`. */
export async function addHousehold(catalog: Catalog, name: string): Promise<Household> {
  passwordHash ??= hashPassword(PASSWORD);
  const tenant = await catalog.addTenant(name);
  const scope = scopeOf(tenant.id);
  const own = catalog.forTenant(scope);
  const email = `${name}@example.org`;
  const user = await own.addUser({ email, role: "owner", passwordHash: await passwordHash });
  const plant = await own.addPlant({
    name: `${name} roof`,
    timeZone: "Europe/Madrid",
    latitudeDeg: 40.4,
    longitudeDeg: -3.7,
    dcKwp: 12,
    acKw: 10,
    arrays: [],
  });
  const addInverter = async (deviceName: string): Promise<Device> =>
    own.addDevice({
      plantId: plant.id,
      parentId: null,
      name: deviceName,
      kind: "inverter",
      ratedPowerW: 5_000,
      intervalMs: 60_000,
    });
  // The second one's name is a formula for a spreadsheet.
  const devices = [await addInverter("INV-1"), await addInverter("=INV-2")] as const;
  const deviceKey = await addKey(catalog, plant, devices[0].id);
  const gatewayKey = await addKey(catalog, plant, null);
  return { tenant, scope, user, plant, devices, deviceKey, gatewayKey };
}
