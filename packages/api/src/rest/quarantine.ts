import { plantOf } from "../plant-access.ts";
import { integerParameter } from "./query.ts";
import { json, type Route } from "./route.ts";
import { schemaRef } from "./schemas.ts";
import { withBearer } from "./with-bearer.ts";

const DEFAULT_LIMIT = 100;
const MAX_LIMIT = 1_000;

/** What was refused of a plant, and why. */
export const quarantineRoute: Route = {
  method: "get",
  path: "/api/v1/plants/{id}/quarantine",
  operation: {
    operationId: "listQuarantine",
    summary: "Refused input of the plant with reasons, newest first",
    security: "bearer",
    query: [
      {
        name: "limit",
        description: "Most entries.",
        schema: { type: "integer", minimum: 1, maximum: MAX_LIMIT, default: DEFAULT_LIMIT },
      },
    ],
    answers: { "application/json": schemaRef("QuarantineList") },
    problems: [400, 404],
  },
  handle: withBearer(async ({ catalog, quarantine }, { scope }, { params, query }) => {
    const plant = await plantOf(catalog, scope, params["id"] ?? "");
    const limit = integerParameter(query, "limit", {
      default: DEFAULT_LIMIT,
      min: 1,
      max: MAX_LIMIT,
    });
    return json({ entries: await quarantine.list(scope, { plantId: plant.id, limit }) });
  }),
};
