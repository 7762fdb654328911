import { expect } from "vitest";
import { isId } from "../../ids.ts";
import type { Catalog } from "../../ports/catalog.ts";
import { testId } from "../builders.ts";
import type { Law } from "../law.ts";
import { BARE_PLANT, expectCode, NEW_PLANT, newDevice, newFleet, newTenant } from "./subject.ts";

/** Tenants, plants and devices. */
export const plantLaws: readonly Law<Catalog>[] = [
  {
    name: "a tenant is found as it was added, with an id of its own",
    async run({ subject }) {
      const { tenant, own } = await newTenant(subject, "Acme");
      const child = await subject.addTenant("Acme", tenant.id); // names need not be unique
      expect(tenant).toMatchObject({ name: "Acme", parentId: null });
      expect(child).toMatchObject({ name: "Acme", parentId: tenant.id });
      expect([isId(tenant.id), isId(child.id), tenant.id === child.id]).toEqual([
        true,
        true,
        false,
      ]);
      expect(Number.isInteger(tenant.createdAt)).toBe(true);
      await expect(own.tenant()).resolves.toEqual(tenant);
      const all = await subject.tenants();
      expect(all).toHaveLength(2);
      expect(all).toEqual(expect.arrayContaining([tenant, child]));
    },
  },
  {
    name: "a plant is found as it was added",
    async run({ subject }) {
      const { tenant, own } = await newTenant(subject);
      const plant = await own.addPlant(NEW_PLANT);
      const bare = await own.addPlant(BARE_PLANT);
      expect(plant).toMatchObject({ ...NEW_PLANT, tenantId: tenant.id });
      expect(isId(plant.id)).toBe(true);
      await expect(own.plant(plant.id)).resolves.toEqual(plant);
      await expect(own.plant(bare.id)).resolves.toEqual(bare);
      await expect(subject.findPlant(plant.id)).resolves.toEqual(plant);
      const all = await own.plants();
      expect(all).toHaveLength(2);
      expect(all).toEqual(expect.arrayContaining([plant, bare]));
    },
  },
  {
    name: "a device is found as it was added",
    async run({ subject }) {
      const { own, plant, device, tenant } = await newFleet(subject);
      const child = await own.addDevice({
        ...newDevice(plant.id, "Meter"),
        kind: "meter",
        parentId: device.id,
        ratedPowerW: null,
        intervalMs: 60_000,
      });
      expect(device).toMatchObject({ ...newDevice(plant.id), tenantId: tenant.id });
      await expect(own.device(device.id)).resolves.toEqual(device);
      await expect(own.device(child.id)).resolves.toEqual(child);
      const all = await own.devices(plant.id);
      expect(all).toHaveLength(2);
      expect(all).toEqual(expect.arrayContaining([device, child]));
    },
  },
  {
    name: "devices of other plants are not listed",
    async run({ subject }) {
      const { own } = await newFleet(subject);
      const other = await own.addPlant(BARE_PLANT);
      const device = await own.addDevice(newDevice(other.id));
      await expect(own.devices(other.id)).resolves.toEqual([device]);
      await expect(own.devices(testId(999))).resolves.toEqual([]);
    },
  },
  {
    name: "the interval of a device can be set",
    async run({ subject }) {
      const { own, device } = await newFleet(subject);
      await own.setDeviceInterval(device.id, 300_000);
      await expect(own.device(device.id)).resolves.toEqual({ ...device, intervalMs: 300_000 });
      await expectCode(own.setDeviceInterval(testId(999), 1), "not_found");
    },
  },
  {
    name: "a name is given once within its owner",
    async run({ subject }) {
      const { own, plant } = await newFleet(subject);
      await expectCode(own.addPlant(NEW_PLANT), "conflict");
      await expectCode(own.addDevice(newDevice(plant.id)), "conflict");
      const { own: other } = await newTenant(subject, "Other");
      await expect(other.addPlant(NEW_PLANT)).resolves.toMatchObject({ name: NEW_PLANT.name });
    },
  },
  {
    name: "a device needs a plant of its tenant",
    async run({ subject }) {
      const { plant } = await newFleet(subject);
      const { own: other } = await newTenant(subject, "Other");
      await expectCode(other.addDevice(newDevice(plant.id)), "not_found");
      await expectCode(other.addDevice(newDevice(testId(999))), "not_found");
    },
  },
  {
    name: "everything survives a restart",
    needsRestart: true,
    async run({ subject, restart }) {
      const { scope, tenant, plant, device, credential, user } = await newFleet(subject);
      const reopened = await restart();
      const own = reopened.forTenant(scope);
      await expect(own.tenant()).resolves.toEqual(tenant);
      await expect(own.plants()).resolves.toEqual([plant]);
      await expect(own.devices(plant.id)).resolves.toEqual([device]);
      await expect(reopened.findCredential(credential.id)).resolves.toEqual(credential);
      await expect(reopened.findUser(user.email)).resolves.toEqual(user);
    },
  },
];
