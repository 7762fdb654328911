import { createHash, randomBytes } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { hashPassword } from "@solarmon/api";
import { type Catalog, type Device, type Id, newId } from "@solarmon/core";
import { scopeOf } from "@solarmon/core/authority";
import { openCatalog } from "@solarmon/embedded";

export interface PreparedDevice {
  readonly deviceId: Id;
  readonly plantId: Id;
  /** MQTT user name and password. */
  readonly credentialId: Id;
  readonly secret: string;
}

export interface PreparedFleet {
  readonly tenantId: Id;
  readonly plantIds: readonly Id[];
  readonly devices: readonly PreparedDevice[];
  readonly user?: { readonly email: string; readonly password: string };
}

export interface FleetSize {
  /** Make someone who may log in. */
  readonly user?: boolean;
  readonly plants: number;
  readonly devicesPerPlant: number;
  readonly timeZone?: string;
  /** Usual time between readings [ms]; `null` lets the server learn it. */
  readonly intervalMs?: number | null;
  /** Credentials that may write every device of their plant. */
  readonly gateways?: boolean;
}

async function addPlant(
  catalog: Catalog,
  tenantId: Id,
  name: string,
  timeZone: string,
): Promise<Id> {
  const plant = await catalog.forTenant(scopeOf(tenantId)).addPlant({
    name,
    timeZone,
    latitudeDeg: 40.4,
    longitudeDeg: -3.7,
    dcKwp: 1_100,
    acKw: 1_000,
    arrays: [],
  });
  return plant.id;
}

async function addDevice(
  catalog: Catalog,
  tenantId: Id,
  plantId: Id,
  name: string,
  { intervalMs = null, gateways = false }: FleetSize,
): Promise<PreparedDevice> {
  const tenant = catalog.forTenant(scopeOf(tenantId));
  const device: Device = await tenant.addDevice({
    plantId,
    parentId: null,
    name,
    kind: "inverter",
    ratedPowerW: 50_000,
    intervalMs,
  });
  const secret = randomBytes(32).toString("base64url");
  const secretHash = createHash("sha256").update(secret).digest("hex");
  const credential = await tenant.addCredential({
    plantId,
    deviceId: gateways ? null : device.id,
    secretHash,
  });
  return { deviceId: device.id, plantId, credentialId: credential.id, secret };
}

async function addUser(
  catalog: Catalog,
  tenantId: Id,
): Promise<{ email: string; password: string }> {
  const password = randomBytes(16).toString("base64url");
  const email = `${newId()}@example.org`;
  const passwordHash = await hashPassword(password);
  await catalog.forTenant(scopeOf(tenantId)).addUser({ email, role: "owner", passwordHash });
  return { email, password };
}

/** Makes a tenant with plants, inverters and their credentials in a data folder that no server uses yet. */
export async function prepareFleet(dataDir: string, size: FleetSize): Promise<PreparedFleet> {
  await mkdir(dataDir, { recursive: true });
  await using catalog = await openCatalog({ file: `${dataDir}/catalog.db` });
  return await addFleet(catalog, size);
}

/** The same in any catalogue. */
export async function addFleet(catalog: Catalog, size: FleetSize): Promise<PreparedFleet> {
  const tenant = await catalog.addTenant(`Bench ${newId().slice(0, 8)}`);
  const plantIds: Id[] = [];
  const devices: PreparedDevice[] = [];
  for (let plant = 1; plant <= size.plants; plant++) {
    const plantId = await addPlant(catalog, tenant.id, `Plant ${plant}`, size.timeZone ?? "UTC");
    plantIds.push(plantId);
    for (let device = 1; device <= size.devicesPerPlant; device++)
      devices.push(await addDevice(catalog, tenant.id, plantId, `Inverter ${device}`, size));
  }
  const user = size.user ? await addUser(catalog, tenant.id) : undefined;
  return { tenantId: tenant.id, plantIds, devices, ...(user ? { user } : {}) };
}
