import { acknowledgeAlarmRoute, alarmsRoute, resolveAlarmRoute } from "./alarms.ts";
import { auditRoute } from "./audit.ts";
import { healthzRoute, metricsRoute, readyzRoute } from "./health.ts";
import { linksRoute } from "./links.ts";
import { openApiDocument } from "./openapi.ts";
import { plantReadingsRoute } from "./plant-readings.ts";
import { plantRoute, plantsRoute } from "./plants.ts";
import { postReadingsRoute } from "./post-readings.ts";
import { quarantineRoute } from "./quarantine.ts";
import { json, type Route } from "./route.ts";
import { sessionsRoute } from "./sessions.ts";
import { usageRoute } from "./usage.ts";

const openApiRoute: Route = {
  method: "get",
  path: "/openapi.json",
  operation: {
    operationId: "getOpenApi",
    summary: "This document",
    security: "none",
    answers: { "application/json": { type: "object" } },
    problems: [],
  },
  handle: async () => json(openApiDocument(ROUTES)),
};

/** Every REST route, in the order of the document. */
export const ROUTES: readonly Route[] = [
  sessionsRoute,
  postReadingsRoute,
  plantsRoute,
  plantRoute,
  plantReadingsRoute,
  quarantineRoute,
  linksRoute,
  alarmsRoute,
  acknowledgeAlarmRoute,
  resolveAlarmRoute,
  auditRoute,
  usageRoute,
  openApiRoute,
  healthzRoute,
  readyzRoute,
  metricsRoute,
];
