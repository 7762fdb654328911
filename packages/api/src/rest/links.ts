import type { Link } from "@solarmon/core";
import { json, type Route } from "./route.ts";
import { schemaRef } from "./schemas.ts";
import { withBearer } from "./with-bearer.ts";

/** Without settings, and without what is for the jobs only. */
function linkJson({ id, vendor, name, sites, status, createdAt }: Link): object {
  const { health, reason, until, lastPolledAt, gaps = [], problems = [] } = status;
  return {
    id,
    vendor,
    name,
    sites,
    createdAt,
    health,
    reason,
    until,
    lastPolledAt,
    gaps,
    problems,
  };
}

/** The tenant's links to vendors, and how each is getting on. */
export const linksRoute: Route = {
  method: "get",
  path: "/api/v1/links",
  operation: {
    operationId: "listLinks",
    summary: "The tenant's links to vendors with state, gaps and problems, by name",
    security: "bearer",
    answers: { "application/json": schemaRef("LinkList") },
    problems: [],
  },
  handle: withBearer(async ({ links }, { scope }) => {
    const own = await links.forTenant(scope).links();
    const byName = own.toSorted((a, b) => a.name.localeCompare(b.name));
    return json({ links: byName.map((link) => linkJson(link)) });
  }),
};
