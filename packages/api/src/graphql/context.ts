import type { Id, LiveCursor, PlantUpdate, Principal } from "@solarmon/core";
import type { Right } from "../auth/right-end.ts";
import { ValueBudget } from "../read-series.ts";
import type { ApiServices } from "../services.ts";

/** A plant as it was at a cursor; whatever it misses comes after the cursor. */
interface PlantNow {
  readonly cursor: LiveCursor;
  readonly update: PlantUpdate | undefined;
}

/** What every resolver of one operation shares. */
export interface GraphqlContext {
  readonly principal: Principal;
  /** To be watched by whatever lasts; `null` where the connection watches it, and ends with it. */
  readonly right: Right | null;
  /** Fires when the client is gone. */
  readonly clientGone: AbortSignal;
  readonly budget: ValueBudget;
  /** The plant now, read once per operation. */
  readonly plantNow: (plantId: Id) => Promise<PlantNow>;
}

/** Reads a plant's state. The cursor is taken first, so that no change falls between the two. */
async function readPlantNow(
  { live, history }: ApiServices,
  { scope }: Principal,
  plantId: Id,
): Promise<PlantNow> {
  const cursor = await live.cursor(scope, plantId);
  return { cursor, update: await history.plantLive(scope, plantId) };
}

/** A fresh context for one operation. */
export function createContext(
  services: ApiServices,
  { principal, right }: Pick<GraphqlContext, "principal" | "right">,
  clientGone: AbortSignal,
): GraphqlContext {
  const plants = new Map<Id, Promise<PlantNow>>();
  return {
    principal,
    right,
    clientGone,
    budget: new ValueBudget(services.limits.graphqlValues),
    plantNow(plantId) {
      let now = plants.get(plantId);
      if (!now) plants.set(plantId, (now = readPlantNow(services, principal, plantId)));
      return now;
    },
  };
}
