import { AUDIT_ACTIONS, type AuditQuery, isAuditAction, SolarmonError } from "@solarmon/core";
import { requireOwner } from "../auth/require-owner.ts";
import { instantParameter, integerParameter } from "./query.ts";
import { json, type Route } from "./route.ts";
import { schemaRef } from "./schemas.ts";
import { withBearer } from "./with-bearer.ts";

const LIMIT = { default: 100, min: 1, max: 1_000 };
const LAST_INSTANT = 8.64e15;

function queryOf(query: URLSearchParams): AuditQuery {
  const action = query.get("action");
  if (action !== null && !isAuditAction(action))
    throw new SolarmonError(
      "invalid_argument",
      `\`action\` must be one of ${AUDIT_ACTIONS.join(", ")}.`,
    );
  const [subjectId, after] = [query.get("subject"), query.get("cursor")];
  return {
    limit: integerParameter(query, "limit", LIMIT),
    span: {
      start: instantParameter(query, "from", "UTC", -LAST_INSTANT),
      end: instantParameter(query, "to", "UTC", LAST_INSTANT),
    },
    ...(action === null ? {} : { action }),
    ...(subjectId === null ? {} : { subjectId }),
    ...(after === null ? {} : { after }),
  };
}

const time = { type: "string" };

/** Who did what in the tenant. */
export const auditRoute: Route = {
  method: "get",
  path: "/api/v1/audit",
  operation: {
    operationId: "listAudit",
    summary: "Who did what in the tenant, newest first",
    description: "For owners. A page at a time: `next` is the `cursor` of the following one.",
    security: "bearer",
    query: [
      { name: "from", description: "Time with its zone, or a date in UTC.", schema: time },
      { name: "to", description: "Likewise; not included.", schema: time },
      { name: "action", description: "Only these.", schema: { enum: AUDIT_ACTIONS } },
      {
        name: "subject",
        description: "Only what was done to the plant, device, user, … of that id.",
        schema: { type: "string", format: "uuid" },
      },
      { name: "cursor", description: "`next` of the page before.", schema: { type: "string" } },
      {
        name: "limit",
        description: "Most entries.",
        schema: { type: "integer", minimum: 1, maximum: LIMIT.max, default: LIMIT.default },
      },
    ],
    answers: { "application/json": schemaRef("AuditPage") },
    problems: [400, 403],
  },
  handle: withBearer(async ({ audit }, principal, { query }) => {
    requireOwner(principal);
    return json(await audit.log.page(principal.scope, queryOf(query)));
  }),
};
