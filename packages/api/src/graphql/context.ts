import type { Id, LatestReading, LatestCache, Principal } from "@solarmon/core";
import { ValueBudget } from "../read-series.ts";
import type { ApiServices } from "../services.ts";

/** What every resolver of one operation shares. */
export interface GraphqlContext {
  readonly principal: Principal;
  /** Fires when the client is gone. */
  readonly clientGone: AbortSignal;
  readonly budget: ValueBudget;
  /** Newest reading of a device; calls of one turn are asked together. */
  readonly latestOf: (deviceId: Id) => Promise<LatestReading | undefined>;
}

type Answers = Promise<ReadonlyMap<Id, LatestReading>>;

function batchLatest(latest: LatestCache, principal: Principal): GraphqlContext["latestOf"] {
  let batch: { readonly ids: Id[]; readonly answers: Answers } | undefined;
  const ask = async (ids: readonly Id[]): Answers => {
    await null; // until the resolvers of this turn have added theirs
    batch = undefined;
    const readings = await latest.get(principal.scope, ids);
    return new Map(readings.map((reading) => [reading.deviceId, reading]));
  };
  return async (deviceId) => {
    if (!batch) {
      const ids: Id[] = [];
      batch = { ids, answers: ask(ids) };
    }
    batch.ids.push(deviceId);
    return (await batch.answers).get(deviceId);
  };
}

/** A fresh context for one operation. */
export function createContext(
  { latest, limits }: ApiServices,
  principal: Principal,
  clientGone: AbortSignal,
): GraphqlContext {
  return {
    principal,
    clientGone,
    budget: new ValueBudget(limits.graphqlValues),
    latestOf: batchLatest(latest, principal),
  };
}
