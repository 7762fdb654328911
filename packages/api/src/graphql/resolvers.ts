import { isId, pointByName, type Device, type Plant, type Resolution } from "@solarmon/core";
import type { DeviceSeries } from "@solarmon/ingest";
import type { GraphQLFieldResolver } from "graphql";
import { plantOf } from "../plant-access.ts";
import { readSeries } from "../read-series.ts";
import { parseInstant } from "../rest/query.ts";
import { numbersOrNulls } from "../rest/series-json.ts";
import type { ApiServices } from "../services.ts";
import type { GraphqlContext } from "./context.ts";
import { deviceReading } from "./device-reading.ts";
import { plantLiveEvents, plantPowerEvents, snapshot } from "./plant-live.ts";
import { subscription } from "./subscription.ts";

type Resolver<Source, Arguments> = (
  source: Source,
  args: Arguments,
  context: GraphqlContext,
) => unknown;

/** Resolvers by type and field; a subscription field has `subscribe`. */
export type Resolvers = Readonly<
  Record<string, Readonly<Record<string, GraphQLFieldResolver<unknown, GraphqlContext>>>>
>;

interface SeriesArguments {
  readonly points: readonly string[];
  readonly from: string;
  readonly to: string;
  readonly resolution: "RAW" | "FIVE_MINUTES" | "HOUR" | "DAY";
  readonly deviceIds?: readonly string[] | null;
}

const RESOLUTION: Readonly<Record<SeriesArguments["resolution"], "raw" | Resolution>> = {
  RAW: "raw",
  FIVE_MINUTES: "5m",
  HOUR: "1h",
  DAY: "1d",
};

/** `resolver` in the form of graphql-js; the schema guarantees source and arguments. */
function typed<Source, Arguments = object>(
  resolver: Resolver<Source, Arguments>,
): GraphQLFieldResolver<unknown, GraphqlContext> {
  return (source, args, context) => resolver(source as Source, args as Arguments, context);
}

function seriesSource({ deviceId, times, columns, completeness }: DeviceSeries): object {
  return {
    deviceId,
    times: Array.from(times),
    columns: Object.entries(columns).map(([point, values]) => ({
      point,
      unit: pointByName(point)?.unit ?? "1",
      values: numbersOrNulls(values),
    })),
    completeness: completeness && numbersOrNulls(completeness),
  };
}

function queryResolvers({ catalog }: ApiServices): Resolvers[string] {
  return {
    viewer: typed((_root, _args, { principal }) => ({
      userId: principal.userId,
      email: principal.email ?? "",
      role: principal.role,
      tenant: () => catalog.forTenant(principal.scope).tenant(),
    })),
    plants: typed(async (_root, _args, { principal }) => {
      const plants = await catalog.forTenant(principal.scope).plants();
      return plants.toSorted((a, b) => a.name.localeCompare(b.name));
    }),
    plant: typed<unknown, { id: string }>((_root, { id }, { principal }) =>
      isId(id) ? catalog.forTenant(principal.scope).plant(id) : null,
    ),
  };
}

function plantResolvers(services: ApiServices): Resolvers[string] {
  const { catalog, history } = services;
  return {
    devices: typed<Plant>((plant, _args, { principal }) =>
      catalog.forTenant(principal.scope).devices(plant.id),
    ),
    live: typed<Plant>(async (plant, _args, { plantNow }) => {
      const { cursor, update } = await plantNow(plant.id);
      return snapshot(plant.id, update, cursor);
    }),
    energyTodayWh: typed<Plant>((plant, _args, { principal }) =>
      history.energyTodayWh(principal.scope, plant.id),
    ),
    series: typed<Plant, SeriesArguments>(async (plant, args, { principal, budget }) => {
      const request = {
        plant,
        points: args.points,
        deviceIds: args.deviceIds ?? undefined,
        span: { start: parseInstant(args.from, "from"), end: parseInstant(args.to, "to") },
        resolution: RESOLUTION[args.resolution],
      };
      const series = await readSeries(services, principal.scope, request, budget);
      return series.map((one) => seriesSource(one));
    }),
  };
}

function subscriptionResolvers(services: ApiServices): Resolvers[string] {
  return {
    onPlantUpdate: typed<unknown, { plantId: string }>(async (_root, { plantId }, context) => {
      const { scope } = context.principal;
      const { id } = await plantOf(services.catalog, scope, plantId);
      return subscription(services, context, (signal) =>
        plantPowerEvents(services, scope, id, signal),
      );
    }),
    plantLive: typed<unknown, { plantId: string; after?: string | null }>(
      async (_root, { plantId, after }, context) => {
        const { scope } = context.principal;
        const { id } = await plantOf(services.catalog, scope, plantId);
        const from = { plantId: id, after: after ?? undefined };
        return subscription(services, context, (signal) =>
          plantLiveEvents(services, scope, from, signal),
        );
      },
    ),
  };
}

/** What stands behind every field that is not a plain property of its source. */
export function createResolvers(services: ApiServices): Resolvers {
  return {
    Query: queryResolvers(services),
    Plant: plantResolvers(services),
    Device: {
      latest: typed<Device>(async ({ id, plantId }, _args, { plantNow }) => {
        const { update } = await plantNow(plantId);
        const reading = update?.devices.find(({ deviceId }) => deviceId === id);
        return reading && deviceReading(reading);
      }),
    },
    Subscription: subscriptionResolvers(services),
  };
}
