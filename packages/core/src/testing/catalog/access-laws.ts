import { expect } from "vitest";
import type { Catalog } from "../../ports/catalog.ts";
import { testId } from "../builders.ts";
import type { Law } from "../law.ts";
import { expectCode, newDevice, newFleet, newTenant } from "./subject.ts";

const HASH = "cd".repeat(32);

/** Who may do what: credentials, users, and the walls between tenants. */
export const accessLaws: readonly Law<Catalog>[] = [
  {
    name: "a credential is found as it was added",
    async run({ subject }) {
      const { own, plant, device, credential, tenant } = await newFleet(subject);
      const gateway = { plantId: plant.id, deviceId: null, secretHash: HASH };
      const second = await own.addCredential(gateway);
      expect(second).toMatchObject({ ...gateway, tenantId: tenant.id, revokedAt: null });
      expect(credential.deviceId).toBe(device.id);
      await expect(subject.findCredential(second.id)).resolves.toEqual(second);
      await expect(subject.findCredential(credential.id)).resolves.toEqual(credential);
      await expect(subject.findCredential(testId(999))).resolves.toBeUndefined();
    },
  },
  {
    name: "a credential needs a plant of its tenant, and a device of that plant",
    async run({ subject }) {
      const { own, plant, device } = await newFleet(subject);
      const { own: other, plant: theirs } = await newFleet(subject, "Other");
      const call = (plantId: string, deviceId: string | null) =>
        other.addCredential({ plantId, deviceId, secretHash: HASH });
      await expectCode(call(plant.id, null), "not_found");
      await expectCode(call(theirs.id, device.id), "not_found");
      await expectCode(call(theirs.id, testId(999)), "not_found");
      await expect(own.plants()).resolves.toHaveLength(1);
    },
  },
  {
    name: "a revoked credential is found as revoked, from the first time",
    async run({ subject }) {
      const { own, credential } = await newFleet(subject);
      await own.revokeCredential(credential.id);
      const revoked = await subject.findCredential(credential.id);
      expect(revoked).toEqual({ ...credential, revokedAt: expect.any(Number) });
      await own.revokeCredential(credential.id);
      await expect(subject.findCredential(credential.id)).resolves.toEqual(revoked);
    },
  },
  {
    name: "a user is found by e-mail address in any case",
    async run({ subject }) {
      const { own, tenant } = await newTenant(subject);
      const given = { email: "Ann@Example.com", role: "manager", passwordHash: "hash" } as const;
      const user = await own.addUser(given);
      expect(user).toMatchObject({ ...given, email: "ann@example.com", tenantId: tenant.id });
      for (const email of ["ann@example.com", "ANN@example.COM"])
        await expect(subject.findUser(email)).resolves.toEqual(user);
      await expect(subject.findUser("ann@example")).resolves.toBeUndefined();
    },
  },
  {
    name: "an e-mail address is given once, over all tenants and cases",
    async run({ subject }) {
      const { own } = await newTenant(subject);
      const { own: other } = await newTenant(subject, "Other");
      const user = { email: "ann@example.com", role: "viewer", passwordHash: "hash" } as const;
      await own.addUser(user);
      await expectCode(other.addUser({ ...user, email: "ANN@example.com" }), "conflict");
    },
  },
  {
    name: "someone else's and unknown give the same answer",
    async run({ subject }) {
      const { plant, device, credential, own } = await newFleet(subject);
      const { own: other } = await newTenant(subject, "Other");
      await expect(other.plants()).resolves.toEqual([]);
      await expect(other.plant(plant.id)).resolves.toBeUndefined();
      await expect(other.devices(plant.id)).resolves.toEqual([]);
      await expect(other.device(device.id)).resolves.toBeUndefined();
      await expectCode(other.setDeviceInterval(device.id, 1), "not_found");
      for (const id of [credential.id, testId(999)])
        await expectCode(other.revokeCredential(id), "not_found");
      await expect(own.device(device.id)).resolves.toEqual(device);
      await expect(subject.findCredential(credential.id)).resolves.toEqual(credential);
    },
  },
  {
    name: "a deleted tenant has nothing left, and others keep theirs",
    async run({ subject }) {
      const gone = await newFleet(subject, "Gone");
      const kept = await newFleet(subject, "Kept");
      await subject.deleteTenant(gone.scope);
      await expect(subject.tenants()).resolves.toEqual([kept.tenant]);
      await expect(gone.own.tenant()).resolves.toBeUndefined();
      await expect(gone.own.plants()).resolves.toEqual([]);
      await expect(gone.own.device(gone.device.id)).resolves.toBeUndefined();
      await expect(subject.findPlant(gone.plant.id)).resolves.toBeUndefined();
      await expect(subject.findCredential(gone.credential.id)).resolves.toBeUndefined();
      await expect(subject.findUser(gone.user.email)).resolves.toBeUndefined();
      await expect(kept.own.devices(kept.plant.id)).resolves.toEqual([kept.device]);
      await expect(subject.findCredential(kept.credential.id)).resolves.toEqual(kept.credential);
      await expect(subject.findUser(kept.user.email)).resolves.toEqual(kept.user);
    },
  },
  {
    name: "hostile names are only names",
    async run({ subject }) {
      const { own, plant } = await newFleet(subject);
      const names = ["'; DROP TABLE devices; --", "__proto__", "a\nb", "💥".repeat(20)];
      for (const name of names) await own.addDevice(newDevice(plant.id, name));
      const listed = (await own.devices(plant.id)).map(({ name }) => name);
      expect(listed.toSorted()).toEqual([...names, "Inverter 1"].toSorted());
    },
  },
];
