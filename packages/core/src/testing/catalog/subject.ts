import { expect } from "vitest";
import { scopeOf, type TenantScope } from "../../authority.ts";
import type { Device, DeviceCredential, Plant, Tenant, User } from "../../domain.ts";
import { SolarmonError, type SolarmonErrorCode } from "../../errors.ts";
import type { Id } from "../../ids.ts";
import type { Catalog, TenantCatalog } from "../../ports/catalog.ts";

export const NEW_PLANT: Omit<Plant, "id" | "tenantId" | "createdAt"> = {
  name: "Dach Süd",
  timeZone: "Europe/Madrid",
  latitudeDeg: 40.4168,
  longitudeDeg: -3.7038,
  dcKwp: 99.5,
  acKw: 80,
  arrays: [
    { tiltDeg: 15, azimuthDeg: 90, dcKwp: 50 },
    { tiltDeg: 15, azimuthDeg: 270, dcKwp: 49.5 },
  ],
};

/** A plant of which little is known. */
export const BARE_PLANT: typeof NEW_PLANT = {
  ...NEW_PLANT,
  name: "Bare",
  latitudeDeg: null,
  longitudeDeg: null,
  dcKwp: null,
  acKw: null,
  arrays: [],
};

export function newDevice(
  plantId: Id,
  name = "Inverter 1",
): Omit<Device, "id" | "tenantId" | "createdAt"> {
  const unknown = { parentId: null, intervalMs: null };
  return { ...unknown, plantId, name, kind: "inverter", ratedPowerW: 50_000 };
}

export interface OwnTenant {
  readonly tenant: Tenant;
  readonly scope: TenantScope;
  readonly own: TenantCatalog;
}

export interface Fleet extends OwnTenant {
  readonly plant: Plant;
  readonly device: Device;
  readonly credential: DeviceCredential;
  readonly user: User;
}

/** A new tenant, its scope and what it owns. */
export async function newTenant(catalog: Catalog, name = "Acme"): Promise<OwnTenant> {
  const tenant = await catalog.addTenant(name);
  const scope = scopeOf(tenant.id);
  return { tenant, scope, own: catalog.forTenant(scope) };
}

/** A new tenant with a plant, a device and a credential of the device. */
export async function newFleet(catalog: Catalog, name = "Acme"): Promise<Fleet> {
  const { tenant, scope, own } = await newTenant(catalog, name);
  const plant = await own.addPlant(NEW_PLANT);
  const device = await own.addDevice(newDevice(plant.id));
  const credential = await own.addCredential({
    plantId: plant.id,
    deviceId: device.id,
    secretHash: "ab".repeat(32),
  });
  const email = `${name.toLowerCase()}@example.com`;
  const user = await own.addUser({ email, role: "owner", passwordHash: "scrypt$1$2" });
  return { tenant, scope, own, plant, device, credential, user };
}

export async function expectCode(call: Promise<unknown>, code: SolarmonErrorCode): Promise<void> {
  const error: unknown = await call.catch((thrown: unknown) => thrown);
  expect(SolarmonError.is(error) && error.code).toBe(code);
}
