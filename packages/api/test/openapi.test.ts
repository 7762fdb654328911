import { expect, test } from "vitest";
import { createApp } from "../src/app.ts";
import { ROUTES } from "../src/rest/routes.ts";
import { createServices } from "../src/services.ts";
import { createHouse } from "./support/house.ts";
import { jsonOf } from "./support/json-of.ts";
import { boardWith, historyWith } from "./support/stand-ins.ts";

interface Document {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, object>> };
}

interface Operation {
  readonly operationId: string;
  readonly security: readonly object[];
  readonly parameters: readonly { readonly name: string; readonly in: string }[];
  readonly responses: Readonly<Record<string, object>>;
}

async function servedRoutes(): Promise<string[]> {
  await using house = await createHouse();
  const { alarms, audit, usage, meter, catalog, intake, live, quarantine, links, secrets } = house;
  const services = createServices({
    alarms,
    audit,
    usage,
    meter,
    catalog,
    intake,
    live,
    quarantine,
    links,
    secrets,
    history: historyWith({}),
    verdicts: boardWith(Promise.resolve([])),
    health: () => [],
  });
  const graphql = {
    handle: async () => new Response(),
    sockets: async () => () => {},
  };
  const app = createApp({
    services,
    graphql,
    staticFiles: async () => undefined,
    trustForwardedFor: false,
  });
  return app.routes
    .filter(({ path }) => path !== "/*" && path !== "/graphql")
    .map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, "{$1}")}`);
}

async function document(): Promise<Document> {
  await using house = await createHouse();
  return jsonOf<Document>(await house.get("/openapi.json"));
}

test("the document describes exactly the routes that are served", async () => {
  const { paths, openapi } = await document();
  expect(openapi).toBe("3.1.0");
  const described = Object.entries(paths).flatMap(([path, operations]) =>
    Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
  );
  expect(described.toSorted()).toEqual((await servedRoutes()).toSorted());
  expect(described).toHaveLength(ROUTES.length);
});

test("every reference leads somewhere, and every schema is used", async () => {
  const whole = await document();
  const references = JSON.stringify(whole).matchAll(/"#\/components\/schemas\/(\w+)"/g);
  const used = new Set(Array.from(references, ([, name]) => name));
  expect(used).toEqual(new Set(Object.keys(whole.components.schemas)));
});

test("operations name their ids, parameters and problems", async () => {
  const { paths } = await document();
  const operations = Object.entries(paths).flatMap(([path, byMethod]) =>
    Object.values(byMethod).map((operation) => ({ path, ...operation })),
  );
  expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length);
  for (const { path, parameters, security, responses } of operations) {
    const inPath = Array.from(path.matchAll(/\{(\w+)\}/g), ([, name]) => name);
    expect(parameters.filter((one) => one.in === "path").map(({ name }) => name)).toEqual(inPath);
    expect(Object.hasOwn(responses, "401")).toBe(security.length > 0 || path.includes("sessions"));
  }
});
