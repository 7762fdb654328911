import { queryOptions } from "@tanstack/react-query";
import { trackByDevice } from "../curve/wire-track.ts";
import { dayEnergyByDevice } from "../curve/day-energy.ts";
import type { Span } from "../time/local-day.ts";
import { ApiError } from "./api-error.ts";
import {
  ALARMS_QUERY,
  DAY_CURVE_QUERY,
  DAY_ENERGY_QUERY,
  ENERGY_TODAY_QUERY,
  PLANT_LINKS_QUERY,
  PLANT_QUERY,
  PORTFOLIO_QUERY,
  VIEWER_QUERY,
} from "./documents.ts";
import { graphqlRequest } from "./graphql-request.ts";
import type { OpenAlarms, Plant, PlantLink, PortfolioPlant, Viewer, WireSeries } from "./types.ts";

const SECOND_MS = 1_000;

/** Who is logged in. */
export const viewerQuery = (token: string) =>
  queryOptions({
    queryKey: ["viewer"],
    queryFn: async ({ signal }) =>
      (await graphqlRequest<{ viewer: Viewer }>(token, VIEWER_QUERY, {}, signal)).viewer,
    staleTime: Number.POSITIVE_INFINITY,
  });

/** All plants with their figures, read again every five seconds. */
export const portfolioQuery = (token: string) =>
  queryOptions({
    queryKey: ["portfolio"],
    queryFn: async ({ signal }) =>
      (await graphqlRequest<{ plants: PortfolioPlant[] }>(token, PORTFOLIO_QUERY, {}, signal))
        .plants,
    refetchInterval: 5 * SECOND_MS,
  });

/** Asks for one plant; another tenant's plant and none at all give the same error. */
async function requestPlant<Data>(
  token: string,
  query: string,
  variables: Readonly<Record<string, unknown>>,
  signal: AbortSignal,
): Promise<Data> {
  const answer = await graphqlRequest<{ plant: Data | null }>(token, query, variables, signal);
  if (answer.plant === null) throw new ApiError("not_found", "There is no such plant.");
  return answer.plant;
}

/** Master data of a plant, and its state when it was read. */
export const plantQuery = (token: string, plantId: string) =>
  queryOptions({
    queryKey: ["plant", plantId],
    queryFn: ({ signal }) => requestPlant<Plant>(token, PLANT_QUERY, { plantId }, signal),
    staleTime: 60 * SECOND_MS,
  });

/** How the plant's vendor links are doing. */
export const plantLinksQuery = (token: string, plantId: string) =>
  queryOptions({
    queryKey: ["plant", plantId, "links"],
    queryFn: async ({ signal }) =>
      (
        await requestPlant<{ links: readonly PlantLink[] }>(
          token,
          PLANT_LINKS_QUERY,
          { plantId },
          signal,
        )
      ).links,
    refetchInterval: 30 * SECOND_MS,
  });

/** What is wrong now: everywhere, without what another alarm explains, or with it at one plant. */
export const alarmsQuery = (token: string, plantId: string | null) =>
  queryOptions({
    queryKey: ["alarms", plantId],
    queryFn: async ({ signal }) => {
      const variables = plantId === null ? { folded: false } : { plantId };
      const answer = await graphqlRequest<{ alarms: OpenAlarms }>(
        token,
        ALARMS_QUERY,
        variables,
        signal,
      );
      return answer.alarms;
    },
    refetchInterval: 30 * SECOND_MS,
  });

export const energyTodayQuery = (token: string, plantId: string) =>
  queryOptions({
    queryKey: ["plant", plantId, "energy-today"],
    queryFn: async ({ signal }) =>
      (
        await requestPlant<{ energyTodayWh: number | null }>(
          token,
          ENERGY_TODAY_QUERY,
          { plantId },
          signal,
        )
      ).energyTodayWh,
    refetchInterval: 10 * SECOND_MS,
  });

const isoSpan = (span: Span) => ({
  from: new Date(span.start).toISOString(),
  to: new Date(span.end).toISOString(),
});

/** Five-minute power of each device over a day; today's is read again every five minutes, between them live goes on. */
export const dayCurveQuery = (token: string, plantId: string, span: Span, isToday: boolean) =>
  queryOptions({
    queryKey: ["plant", plantId, "curve", span.start],
    queryFn: async ({ signal }) => {
      const variables = { plantId, ...isoSpan(span) };
      const answer = await requestPlant<{ series: WireSeries[] }>(
        token,
        DAY_CURVE_QUERY,
        variables,
        signal,
      );
      return trackByDevice(answer.series, "acPower");
    },
    ...(isToday && { refetchInterval: 300 * SECOND_MS }),
  });

/** Energy of each device on a past day [Wh]. */
export const dayEnergyQuery = (token: string, plantId: string, span: Span) =>
  queryOptions({
    queryKey: ["plant", plantId, "energy", span.start],
    queryFn: async ({ signal }) => {
      const variables = { plantId, ...isoSpan(span) };
      const answer = await requestPlant<{ series: WireSeries[] }>(
        token,
        DAY_ENERGY_QUERY,
        variables,
        signal,
      );
      return dayEnergyByDevice(answer.series);
    },
  });
