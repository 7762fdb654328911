import { plantOf } from "../plant-access.ts";
import type { ApiServices } from "../services.ts";
import type { GraphqlContext } from "./context.ts";
import { plantLiveEvents, plantPowerEvents } from "./plant-live.ts";
import type { FieldResolvers } from "./resolver.ts";
import { subscription } from "./subscription.ts";

interface PlantArguments {
  readonly plantId: string;
}

interface LiveArguments extends PlantArguments {
  readonly after?: string | null;
}

/** The events behind each subscription field. */
export function subscriptionResolvers(services: ApiServices): FieldResolvers {
  return {
    async onPlantUpdate(_root: unknown, { plantId }: PlantArguments, context: GraphqlContext) {
      const { scope } = context.principal;
      const { id } = await plantOf(services.catalog, scope, plantId);
      return subscription(services, context, (signal) =>
        plantPowerEvents(services, scope, id, signal),
      );
    },
    async plantLive(_root: unknown, { plantId, after }: LiveArguments, context: GraphqlContext) {
      const { scope } = context.principal;
      const { id } = await plantOf(services.catalog, scope, plantId);
      const from = { plantId: id, after: after ?? undefined };
      return subscription(services, context, (signal) =>
        plantLiveEvents(services, scope, from, signal),
      );
    },
  };
}
