import type { OpenApiOperation, Route } from "./route.ts";
import { SCHEMAS, schemaRef } from "./schemas.ts";

const PROBLEM_TEXT: Readonly<Record<number, string>> = {
  400: "The request cannot be used.",
  401: "No valid credential.",
  404: "Unknown, or someone else's.",
  413: "The body is too large.",
  429: "Too many requests; see Retry-After.",
  500: "A fault of ours.",
  503: "Down for now; see Retry-After.",
  507: "No space to make data durable; see Retry-After.",
};

const SECURITY = { none: [], bearer: [{ bearer: [] }], deviceKey: [{ deviceKey: [] }] };

function content(byType: Readonly<Record<string, object>>): object {
  return Object.fromEntries(Object.entries(byType).map(([type, schema]) => [type, { schema }]));
}

function responses({ answers, otherAnswers, problems, security }: OpenApiOperation): object {
  const always = security === "none" ? [500] : [401, 500];
  const problem = content({ "application/problem+json": schemaRef("Problem") });
  return {
    200: { description: "Done.", content: content(answers) },
    ...Object.fromEntries(
      Object.entries(otherAnswers ?? {}).map(([status, description]) => [
        status,
        { description, content: content(answers) },
      ]),
    ),
    ...Object.fromEntries(
      [...problems, ...always].map((status) => [
        status,
        { description: PROBLEM_TEXT[status] ?? "Refused.", content: problem },
      ]),
    ),
  };
}

function parameters(path: string, { query }: OpenApiOperation): readonly object[] {
  const inPath = Array.from(path.matchAll(/\{(\w+)\}/g), ([, name]) => ({
    name,
    in: "path",
    required: true,
    schema: { type: "string", format: "uuid" },
  }));
  const inQuery = (query ?? []).map((parameter) => ({ ...parameter, in: "query" }));
  return [...inPath, ...inQuery];
}

function operationJson({ path, operation }: Route): object {
  const { operationId, summary, description, security, body } = operation;
  return {
    operationId,
    summary,
    ...(description === undefined ? {} : { description }),
    security: SECURITY[security],
    parameters: parameters(path, operation),
    ...(body
      ? { requestBody: { required: true, content: content({ "application/json": body }) } }
      : {}),
    responses: responses(operation),
  };
}

/** The OpenAPI 3.1 document of the routes. */
export function openApiDocument(routes: readonly Route[]): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const route of routes) {
    paths[route.path] ??= {};
    Object.assign(paths[route.path] ?? {}, { [route.method]: operationJson(route) });
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Solarmon",
      version: "1",
      description:
        "Live monitoring of PV plants. Errors are problem documents (RFC 9457); branch on `code`. GraphQL with live subscriptions is at `/graphql`.",
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: "/" }],
    paths,
    components: {
      schemas: SCHEMAS,
      securitySchemes: {
        bearer: { type: "http", scheme: "bearer", bearerFormat: "JWT" },
        deviceKey: { type: "apiKey", in: "header", name: "X-API-Key" },
      },
    },
  };
}
