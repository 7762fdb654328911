import { type Device, isId, type Plant } from "@solarmon/core";
import type { ApiServices } from "../services.ts";
import { type AlarmArguments, alarmPageSource } from "./alarm-resolvers.ts";
import type { GraphqlContext } from "./context.ts";
import { deviceReading } from "./device-reading.ts";
import { linkSources } from "./link-resolvers.ts";
import { snapshot } from "./plant-live.ts";
import type { FieldResolvers } from "./resolver.ts";
import { plantSeries, type SeriesArguments } from "./series.ts";

/** The fields that queries start from. */
export function queryResolvers(services: ApiServices): FieldResolvers {
  const { catalog } = services;
  return {
    alarms: (_root: unknown, args: AlarmArguments, { principal }: GraphqlContext) =>
      alarmPageSource(services, principal.scope, args),
    links: (_root: unknown, _args: object, { principal }: GraphqlContext) =>
      linkSources(services, principal.scope),
    viewer: (_root: unknown, _args: object, { principal }: GraphqlContext) => ({
      userId: principal.userId,
      email: principal.email ?? "",
      role: principal.role,
      tenant: () => catalog.forTenant(principal.scope).tenant(),
    }),
    async plants(_root: unknown, _args: object, { principal }: GraphqlContext) {
      const plants = await catalog.forTenant(principal.scope).plants();
      return plants.toSorted((a, b) => a.name.localeCompare(b.name));
    },
    plant: (_root: unknown, { id }: { id: string }, { principal }: GraphqlContext) =>
      isId(id) ? catalog.forTenant(principal.scope).plant(id) : null,
  };
}

/** What a plant is asked for beyond its own data. */
export function plantResolvers(services: ApiServices): FieldResolvers {
  const { catalog, history } = services;
  return {
    devices: ({ id }: Plant, _args: object, { principal }: GraphqlContext) =>
      catalog.forTenant(principal.scope).devices(id),
    async live({ id }: Plant, _args: object, { plantNow }: GraphqlContext) {
      const { cursor, update } = await plantNow(id);
      return snapshot(id, update, cursor);
    },
    links: ({ id }: Plant, _args: object, { principal }: GraphqlContext) =>
      linkSources(services, principal.scope, id),
    energyTodayWh: ({ id }: Plant, _args: object, { principal }: GraphqlContext) =>
      history.energyTodayWh(principal.scope, id),
    series: (plant: Plant, args: SeriesArguments, context: GraphqlContext) =>
      plantSeries(services, plant, args, context),
  };
}

/** What a device is asked for beyond its own data. */
export function deviceResolvers(): FieldResolvers {
  return {
    async latest({ id, plantId }: Device, _args: object, { plantNow }: GraphqlContext) {
      const { update } = await plantNow(plantId);
      const reading = update?.devices.find(({ deviceId }) => deviceId === id);
      return reading && deviceReading(reading);
    },
  };
}
