import type { Catalog, Id, Instant, Plant, SecretStore, Tenant } from "@solarmon/core";
import { scopeOf } from "@solarmon/core/authority";
import { demoPlants, type DemoPlant, type FleetDevice, type FleetPlant } from "@solarmon/simulator";
import { addOwner, type NewLogIn } from "../folder/add-owner.ts";
import { provision, type Provisioned } from "../folder/provision.ts";

const SECRET_NAME = "demo/fleet";
const INTERVAL_MS = 60_000;
const WEATHER_STATION = "Weather station";

/** What the demo needs to run again: its log-ins and the fleet with its credentials. Kept encrypted. */
export interface DemoFolder {
  readonly logIns: readonly (NewLogIn & { readonly tenant: string })[];
  readonly plants: readonly FleetPlant[];
}

/** Gives the demo of this data folder; makes tenants, plants, devices and random passwords at the first start. */
export async function openDemoFolder(
  catalog: Catalog,
  secrets: SecretStore,
  now: Instant,
): Promise<DemoFolder> {
  const kept = await secrets.get(SECRET_NAME);
  if (kept !== undefined) {
    const folder: DemoFolder = JSON.parse(kept);
    return folder;
  }
  const folder = await makeDemo(catalog, now);
  await secrets.put(SECRET_NAME, JSON.stringify(folder));
  return folder;
}

async function makeDemo(catalog: Catalog, now: Instant): Promise<DemoFolder> {
  const logIns: (NewLogIn & { tenant: string })[] = [];
  const plants: FleetPlant[] = [];
  const tenants = new Map<string, Tenant>();
  for (const demo of demoPlants(now)) {
    let tenant = tenants.get(demo.tenant);
    if (!tenant) {
      tenant = await catalog.addTenant(demo.tenant);
      tenants.set(demo.tenant, tenant);
      const email = `owner@${demo.tenant.toLowerCase().replaceAll(" ", "-")}.example`;
      logIns.push({ tenant: demo.tenant, ...(await addOwner(catalog, tenant, email)) });
    }
    plants.push(await makePlant(catalog, tenant.id, demo));
  }
  return { logIns, plants };
}

async function makePlant(catalog: Catalog, tenantId: Id, demo: DemoPlant): Promise<FleetPlant> {
  const { name, timeZone, site, array, inverters } = demo.design;
  const plant = await catalog.forTenant(scopeOf(tenantId)).addPlant({
    name,
    timeZone,
    latitudeDeg: site.latitudeDeg,
    longitudeDeg: site.longitudeDeg,
    dcKwp: array.dcKwp,
    acKw: inverters.reduce((sum, { acKw }) => sum + acKw, 0),
    arrays: [array],
  });
  const devices: FleetDevice[] = [];
  for (const [role, { acKw }] of inverters.entries()) {
    const made = await makeDevice(catalog, plant, `Inverter ${role + 1}`, acKw * 1000);
    devices.push({ deviceId: made.deviceId, role, ...logInOf(made, demo) });
  }
  const weather = await makeDevice(catalog, plant, WEATHER_STATION, null);
  devices.push({ deviceId: weather.deviceId, role: "weather", ...logInOf(weather, demo) });
  const gateway = await gatewayOf(catalog, plant, demo);
  return { tenantId, plantId: plant.id, design: demo.design, devices, ...gateway };
}

function makeDevice(
  catalog: Catalog,
  plant: Plant,
  name: string,
  ratedPowerW: number | null,
): Promise<Provisioned> {
  const kind = ratedPowerW === null ? "weather" : "inverter";
  const intervalMs = INTERVAL_MS;
  return provision(catalog, plant, { name, kind, ratedPowerW, intervalMs, isGateway: false });
}

function logInOf(made: Provisioned, { hasGateway }: DemoPlant): Pick<FleetDevice, "login"> {
  return hasGateway ? {} : { login: { username: made.username, password: made.password } };
}

async function gatewayOf(
  catalog: Catalog,
  plant: Plant,
  { hasGateway }: DemoPlant,
): Promise<Pick<FleetPlant, "gateway">> {
  if (!hasGateway) return {};
  const made = await provision(catalog, plant, {
    name: "Data logger",
    kind: "logger",
    ratedPowerW: null,
    intervalMs: null,
    isGateway: true,
  });
  return { gateway: { username: made.username, password: made.password } };
}
