import { type Clock, type Device, type Plant, type Tenant, type User } from "@solarmon/core";
import { scopeOf } from "@solarmon/core/authority";
import {
  MemoryCatalog,
  MemoryLatestCache,
  MemoryLiveBus,
  MemoryQuarantine,
  MemorySecretStore,
  MemoryStream,
} from "@solarmon/core/memory";
import { createIntake, hashDeviceSecret } from "@solarmon/ingest";
import {
  createApi,
  hashPassword,
  newDeviceSecret,
  type Api,
  type ApiLimits,
  type ApiOptions,
} from "../../src/index.ts";
import { TestHistory, TestVerdicts } from "./stand-ins.ts";

export const PASSWORD = "correct horse battery";

/** One tenant with a user, a plant, two inverters, and keys of an inverter and of a gateway. */
export interface Household {
  readonly tenant: Tenant;
  readonly scope: ReturnType<typeof scopeOf>;
  readonly user: User;
  readonly plant: Plant;
  readonly devices: readonly [Device, Device];
  readonly deviceKey: string;
  readonly gatewayKey: string;
}

export interface House {
  readonly api: Api;
  readonly clock: Clock & { nowMs: number };
  readonly catalog: MemoryCatalog;
  readonly live: MemoryLiveBus;
  readonly latest: MemoryLatestCache;
  readonly quarantine: MemoryQuarantine;
  readonly secrets: MemorySecretStore;
  readonly stream: MemoryStream;
  readonly history: TestHistory;
  readonly verdicts: TestVerdicts;
  readonly logs: { readonly level: string; readonly message: string }[];
  readonly ours: Household;
  readonly theirs: Household;
  /** Logs in over HTTP. */
  token(household: Household): Promise<string>;
  /** A request with the bearer token of a household. */
  get(path: string, household?: Household, headers?: HeadersInit): Promise<Response>;
}

// One hash for all tests: each costs 0.2 s.
let passwordHash: Promise<string> | undefined;

async function addKey(
  catalog: MemoryCatalog,
  plant: Plant,
  deviceId: string | null,
): Promise<string> {
  const secret = newDeviceSecret();
  const credential = await catalog.forTenant(scopeOf(plant.tenantId)).addCredential({
    plantId: plant.id,
    deviceId,
    secretHash: hashDeviceSecret(secret),
  });
  return `${credential.id}.${secret}`;
}

async function addHousehold(catalog: MemoryCatalog, name: string): Promise<Household> {
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
  const addInverter = (deviceName: string): Promise<Device> =>
    own.addDevice({
      plantId: plant.id,
      parentId: null,
      name: deviceName,
      kind: "inverter",
      ratedPowerW: 5_000,
      intervalMs: 60_000,
    });
  const devices = [await addInverter("INV-1"), await addInverter("=INV-2")] as const;
  return {
    tenant,
    scope,
    user,
    plant,
    devices,
    deviceKey: await addKey(catalog, plant, devices[0].id),
    gatewayKey: await addKey(catalog, plant, null),
  };
}

/** An API over memory adapters, with two tenants. */
export async function createHouse(
  options: { readonly limits?: Partial<ApiLimits> } & Partial<ApiOptions> = {},
): Promise<House> {
  const clock = { nowMs: Date.parse("2026-06-01T12:00:00Z"), now: () => clock.nowMs };
  const catalog = new MemoryCatalog({ clock });
  const parts = {
    live: new MemoryLiveBus(),
    latest: new MemoryLatestCache(),
    quarantine: new MemoryQuarantine(),
    secrets: new MemorySecretStore(),
    stream: new MemoryStream(),
    history: new TestHistory(),
    verdicts: new TestVerdicts(),
  };
  const logs: { level: string; message: string }[] = [];
  const log = (level: string) => (_fields: object, message: string) => {
    logs.push({ level, message });
  };
  const logger = { info: log("info"), warn: log("warn"), error: log("error") };
  const { stream, quarantine } = parts;
  const intake = createIntake({ stream, catalog, quarantine, clock });
  const api = createApi({ ...parts, catalog, intake, clock, logger, health: () => [], ...options });
  const ours = await addHousehold(catalog, "ours");
  const theirs = await addHousehold(catalog, "theirs");
  const tokens = new Map<Household, string>();

  async function token(household: Household): Promise<string> {
    const known = tokens.get(household);
    if (known) return known;
    const response = await api.fetch(logInRequest(household.user.email, PASSWORD));
    const session = (await response.json()) as { token: string };
    tokens.set(household, session.token);
    return session.token;
  }

  return {
    ...parts,
    api,
    clock,
    catalog,
    logs,
    ours,
    theirs,
    token,
    async get(path, household, headers) {
      const all = new Headers(headers);
      if (household) all.set("authorization", `Bearer ${await token(household)}`);
      return api.fetch(new Request(`http://solarmon.test${path}`, { headers: all }));
    },
  };
}

export function logInRequest(email: string, password: string): Request {
  return new Request("http://solarmon.test/api/v1/sessions", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ email, password }),
  });
}
