import type { PartHealth } from "../api-options.ts";
import type { ApiServices } from "../services.ts";
import { metricsText } from "./metrics.ts";
import { json, type Route } from "./route.ts";
import { schemaRef } from "./schemas.ts";

const UNAVAILABLE = 503;

async function partsOf({ health, logger }: ApiServices): Promise<readonly PartHealth[]> {
  try {
    return await health();
  } catch (error) {
    logger.error({ err: error }, "the health check failed");
    return [{ name: "health", isOk: false, detail: "The check itself failed; see the log." }];
  }
}

function notReady(parts: readonly PartHealth[]): Response {
  const ill = parts.filter(({ isOk }) => !isOk).map(({ name }) => name);
  const document = {
    type: "urn:solarmon:error:unavailable",
    title: "Not ready",
    status: UNAVAILABLE,
    detail: `Not well: ${ill.join(", ")}.`,
    code: "unavailable",
    parts,
  };
  return new Response(JSON.stringify(document), {
    status: UNAVAILABLE,
    headers: { "content-type": "application/problem+json", "retry-after": "5" },
  });
}

/** Whether the process runs. */
export const healthzRoute: Route = {
  method: "get",
  path: "/healthz",
  operation: {
    operationId: "isAlive",
    summary: "Whether the process runs",
    security: "none",
    answers: { "application/json": schemaRef("Health") },
    problems: [],
  },
  handle: async () => json({ status: "alive", parts: [] }),
};

/** Whether the server can do its work. */
export const readyzRoute: Route = {
  method: "get",
  path: "/readyz",
  operation: {
    operationId: "isReady",
    summary: "Whether stream, store and processor can do their work",
    security: "none",
    answers: { "application/json": schemaRef("Health") },
    problems: [503],
  },
  async handle(services) {
    const parts = await partsOf(services);
    return parts.every(({ isOk }) => isOk) ? json({ status: "ready", parts }) : notReady(parts);
  },
};

/** Figures for Prometheus. */
export const metricsRoute: Route = {
  method: "get",
  path: "/metrics",
  operation: {
    operationId: "getMetrics",
    summary: "Figures in the text format of Prometheus",
    security: "none",
    answers: { "text/plain": { type: "string" } },
    problems: [],
  },
  async handle({ metrics, moreMetrics }) {
    const text = metricsText([...metrics, ...moreMetrics()]);
    return new Response(text, {
      headers: { "content-type": "text/plain; version=0.0.4; charset=utf-8" },
    });
  },
};
