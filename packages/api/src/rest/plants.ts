import { unpackValues, type Device, type LatestReading, type Plant } from "@solarmon/core";
import { plantOf } from "../plant-access.ts";
import { json, type Route } from "./route.ts";
import { schemaRef } from "./schemas.ts";
import { withBearer } from "./with-bearer.ts";

function plantJson(plant: Plant): object {
  const { id, name, timeZone, latitudeDeg, longitudeDeg, dcKwp, acKw } = plant;
  return { id, name, timeZone, latitudeDeg, longitudeDeg, dcKwp, acKw };
}

function deviceJson(device: Device, latest: LatestReading | undefined): object {
  const { id, name, kind, ratedPowerW } = device;
  const reading = latest && {
    measuredAt: latest.measuredAt,
    receivedAt: latest.receivedAt,
    values: unpackValues(latest.packed),
  };
  return { id, name, kind, ratedPowerW, latest: reading ?? null };
}

/** The tenant's plants. */
export const plantsRoute: Route = {
  method: "get",
  path: "/api/v1/plants",
  operation: {
    operationId: "listPlants",
    summary: "The tenant's plants, by name",
    security: "bearer",
    answers: { "application/json": schemaRef("PlantList") },
    problems: [],
  },
  handle: withBearer(async ({ catalog }, { scope }) => {
    const plants = await catalog.forTenant(scope).plants();
    const byName = plants.toSorted((a, b) => a.name.localeCompare(b.name));
    return json({ plants: byName.map((plant) => plantJson(plant)) });
  }),
};

/** One plant with its devices and what they say now. */
export const plantRoute: Route = {
  method: "get",
  path: "/api/v1/plants/{id}",
  operation: {
    operationId: "getPlant",
    summary: "One plant with its devices, their latest readings and the power now",
    security: "bearer",
    answers: { "application/json": schemaRef("Plant") },
    problems: [404],
  },
  handle: withBearer(async ({ catalog, history }, { scope }, { params }) => {
    const plant = await plantOf(catalog, scope, params["id"] ?? "");
    const devices = await catalog.forTenant(scope).devices(plant.id);
    const [now, energyTodayWh] = await Promise.all([
      history.plantLive(scope, plant.id),
      history.energyTodayWh(scope, plant.id),
    ]);
    const latest = new Map((now?.devices ?? []).map((reading) => [reading.deviceId, reading]));
    return json({
      ...plantJson(plant),
      devices: devices.map((device) => deviceJson(device, latest.get(device.id))),
      live: { measuredAt: now?.measuredAt ?? null, powerW: now?.powerW ?? null, energyTodayWh },
    });
  }),
};
