import type { Catalog, TenantCatalog, User } from "@solarmon/core";
import { MemoryCatalog } from "@solarmon/core/memory";
import { catalogLaws } from "@solarmon/core/testing";
import { broken } from "../support/broken.ts";
import { proveLaws, type Fake } from "../support/prove-laws.ts";

function breakIt(change: (inner: Catalog) => Partial<Catalog>): () => Catalog {
  return () => broken<Catalog>(new MemoryCatalog(), change);
}

/** A catalogue whose tenants are broken alike. */
function breakTenants(
  change: (inner: TenantCatalog, catalog: Catalog) => Partial<TenantCatalog>,
): () => Catalog {
  return breakIt((catalog) => ({
    forTenant: (scope) => broken(catalog.forTenant(scope), (inner) => change(inner, catalog)),
  }));
}

/** Keeps users of deleted tenants. */
function userHoarder(): Catalog {
  const users: User[] = [];
  return broken<Catalog>(new MemoryCatalog(), (inner) => ({
    forTenant: (scope) =>
      broken(inner.forTenant(scope), (tenant) => ({
        async addUser(user) {
          const added = await tenant.addUser(user);
          users.push(added);
          return added;
        },
      })),
    findUser: async (email) => users.find((user) => user.email === email),
  }));
}

/** Lists the devices of the tenant's first plant, whichever was asked for. */
const firstPlantOnly = breakTenants((inner) => ({
  async devices() {
    const [first] = await inner.plants();
    return first ? inner.devices(first.id) : [];
  },
}));

const fakes: Record<string, Fake<Catalog>> = {
  "a tenant is found as it was added, with an id of its own": breakIt((inner) => ({
    addTenant: (name) => inner.addTenant(name),
  })),
  "a plant is found as it was added": breakTenants((inner) => ({
    async plant(id) {
      const plant = await inner.plant(id);
      return plant && { ...plant, latitudeDeg: plant.latitudeDeg ?? 0 };
    },
  })),
  "a device is found as it was added": breakTenants((inner) => ({
    async device(id) {
      const device = await inner.device(id);
      return device && { ...device, parentId: null };
    },
  })),
  "devices of other plants are not listed": firstPlantOnly,
  "the interval of a device can be set": breakTenants(() => ({
    setDeviceInterval: async () => undefined,
  })),
  "a name is given once within its owner": breakTenants((inner) => ({
    async addDevice(device) {
      const held = (await inner.devices(device.plantId)).find((one) => one.name === device.name);
      return held ?? inner.addDevice(device);
    },
  })),
  "a device needs a plant of its tenant": breakTenants((inner) => ({
    async addDevice(device) {
      const [own] = await inner.plants();
      const plant = (await inner.plant(device.plantId)) ?? own ?? (await inner.addPlant(NOWHERE));
      return inner.addDevice({ ...device, plantId: plant.id });
    },
  })),
  "everything survives a restart": {
    create: () => new MemoryCatalog(),
    restart: () => new MemoryCatalog(),
  },
  "a credential is found as it was added": breakIt((inner) => ({
    async findCredential(id) {
      const credential = await inner.findCredential(id);
      return credential?.deviceId === null ? undefined : credential;
    },
  })),
  "a credential needs a plant of its tenant, and a device of that plant": breakTenants((inner) => ({
    async addCredential(credential) {
      const device = credential.deviceId === null ? null : await inner.device(credential.deviceId);
      return inner.addCredential({ ...credential, deviceId: device?.id ?? null });
    },
  })),
  "a revoked credential is found as revoked, from the first time": breakTenants(() => ({
    revokeCredential: async () => undefined,
  })),
  "a user is found by e-mail address in any case": breakIt((inner) => ({
    async findUser(email) {
      const user = await inner.findUser(email);
      return user?.email === email ? user : undefined;
    },
  })),
  "an e-mail address is given once, over all tenants and cases": breakTenants((inner, catalog) => ({
    addUser: async (user) => (await catalog.findUser(user.email)) ?? inner.addUser(user),
  })),
  "someone else's and unknown give the same answer": breakTenants((_, catalog) => ({
    plant: (id) => catalog.findPlant(id),
  })),
  "a deleted tenant has nothing left, and others keep theirs": userHoarder,
  "hostile names are only names": breakTenants((inner) => ({
    addDevice: (device) => inner.addDevice({ ...device, name: device.name.replaceAll("'", "") }),
  })),
};

const NOWHERE = {
  name: "Nowhere",
  timeZone: "UTC",
  latitudeDeg: null,
  longitudeDeg: null,
  dcKwp: null,
  acKw: null,
  arrays: [],
};

proveLaws("the laws of Catalog catch", catalogLaws, fakes);
