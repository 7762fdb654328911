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
    return [{ name: "health", state: "failed", reason: "the check itself failed; see the log" }];
  }
}

function notReady(parts: readonly PartHealth[]): Response {
  const failed = parts.filter(({ state }) => state === "failed").map(({ name }) => name);
  const document = {
    type: "urn:solarmon:error:unavailable",
    title: "Not ready",
    status: UNAVAILABLE,
    detail: `Failed: ${failed.join(", ")}.`,
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
    summary: "Whether the process can do its duty, and the state of each part that it needs",
    security: "none",
    answers: { "application/json": schemaRef("Health") },
    problems: [503],
  },
  async handle(services) {
    const parts = await partsOf(services);
    const isReady = parts.every(({ state }) => state !== "failed");
    return isReady ? json({ status: "ready", parts }) : notReady(parts);
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
    const text = metricsText([...metrics, ...(await moreMetrics())]);
    return new Response(text, {
      headers: { "content-type": "text/plain; version=0.0.4; charset=utf-8" },
    });
  },
};
