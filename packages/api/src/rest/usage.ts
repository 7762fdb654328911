import { DAY_MS, type UsageDay } from "@solarmon/core";
import { requireOwner } from "../auth/require-owner.ts";
import { instantParameter } from "./query.ts";
import { json, type Route } from "./route.ts";
import { schemaRef } from "./schemas.ts";
import { withBearer } from "./with-bearer.ts";

const DEFAULT_DAYS = 30;
const ZONE = "UTC";

function toJson({ day, ...figures }: UsageDay): object {
  return { day: new Date(day).toISOString().slice(0, 10), ...figures };
}

/** What the tenant has used. */
export const usageRoute: Route = {
  method: "get",
  path: "/api/v1/usage",
  operation: {
    operationId: "getUsage",
    summary: "What the tenant has used, by UTC day",
    description:
      "For owners. Days with nothing are left out. The last minute of calls, live minutes and refusals may be missing.",
    security: "bearer",
    query: [
      {
        name: "from",
        description: `A date in UTC, or a time: the first day is the one that begins then or later. Default: ${DEFAULT_DAYS} days ago.`,
        schema: { type: "string" },
      },
      {
        name: "to",
        description: "Likewise; not included. Default: now.",
        schema: { type: "string" },
      },
    ],
    answers: { "application/json": schemaRef("Usage") },
    problems: [400, 403],
  },
  handle: withBearer(async ({ usage, clock }, principal, { query }) => {
    requireOwner(principal);
    const now = clock.now();
    const span = {
      start: instantParameter(query, "from", ZONE, now - DEFAULT_DAYS * DAY_MS),
      end: instantParameter(query, "to", ZONE, now + 1),
    };
    const days = await usage.days(principal.scope, span);
    return json({ days: days.map((day) => toJson(day)) });
  }),
};
