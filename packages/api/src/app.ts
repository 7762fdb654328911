import { type Principal, SolarmonError, toSolarmonError } from "@solarmon/core";
import { type Context, Hono } from "hono";
import type { IncomingMessage } from "node:http";
import { bearerPrincipal } from "./auth/bearer.ts";
import type { LazyGraphql } from "./graphql/lazy-graphql.ts";
import { isFault, problemResponse, publicDetail } from "./problem.ts";
import { ROUTES } from "./rest/routes.ts";
import type { Route } from "./rest/route.ts";
import type { ApiServices } from "./services.ts";
import { secure } from "./web/security-headers.ts";
import type { StaticFiles } from "./web/static-files.ts";

/** What Node gives along with a request. */
interface NodeBindings {
  readonly incoming?: IncomingMessage;
}
interface AppEnv {
  readonly Bindings: NodeBindings;
  /** `route` as it is counted by: a path with `{id}`, never with an id. */
  readonly Variables: { route?: string };
}
type AppContext = Context<AppEnv>;
export type App = Hono<AppEnv>;

export interface AppParts {
  readonly services: ApiServices;
  readonly graphql: LazyGraphql;
  readonly staticFiles: StaticFiles;
  readonly trustForwardedFor: boolean;
}

/** Paths that are never a page of the dashboard. */
const API_PATH = /^\/(api|graphql|webhooks)(\/|$)/;

function clientAddress(context: AppContext, trustForwardedFor: boolean): string {
  const forwarded = trustForwardedFor ? context.req.header("x-forwarded-for") : undefined;
  const last = forwarded?.split(",").at(-1)?.trim();
  return last || (context.env?.incoming?.socket.remoteAddress ?? "unknown");
}

function addRoute(app: App, { services, trustForwardedFor }: AppParts, route: Route): void {
  const path = route.path.replaceAll(/\{(\w+)\}/g, ":$1");
  app.on(route.method.toUpperCase(), path, (context) => {
    context.set("route", route.path);
    return route.handle(services, {
      request: context.req.raw,
      params: context.req.param(),
      query: new URL(context.req.url).searchParams,
      address: clientAddress(context, trustForwardedFor),
    });
  });
}

function addGraphql(app: App, { services, graphql }: AppParts): void {
  app.on(["GET", "POST"], "/graphql", async (context) => {
    context.set("route", "/graphql");
    const authorization = context.req.header("authorization") ?? null;
    const verify = async (): Promise<Principal> => bearerPrincipal(services.tokens, authorization);
    const principal = await verify();
    services.meter.count(principal.scope.tenantId, "apiCalls");
    return graphql.handle(context.req.raw, { principal, verify });
  });
}

/** GraphQL clients look for `errors`, everyone else for the problem's own members. */
function problem(error: SolarmonError, path: string): Response {
  if (path !== "/graphql") return problemResponse(error);
  const errors = [{ message: publicDetail(error), extensions: { code: error.code } }];
  return problemResponse(error, { errors });
}

async function notFound(context: AppContext, staticFiles: StaticFiles): Promise<Response> {
  const { method, path } = context.req;
  const isPage = (method === "GET" || method === "HEAD") && !API_PATH.test(path);
  const page = isPage ? await staticFiles(context.req.raw) : undefined;
  return (
    page ?? problemResponse(new SolarmonError("not_found", "There is nothing at this address."))
  );
}

/** Everything the API answers over HTTP, as one fetch handler. */
export function createApp(parts: AppParts): App {
  const app: App = new Hono({ strict: false });
  const { logger, metrics } = parts.services;
  app.use(async (context, next) => {
    await next();
    secure(context.res);
    metrics.countRequest(context.get("route") ?? "other", context.res.status);
  });
  for (const route of ROUTES) addRoute(app, parts, route);
  addGraphql(app, parts);
  app.notFound((context) => notFound(context, parts.staticFiles));
  app.onError((thrown, context) => {
    const error = toSolarmonError(thrown, "unexpected");
    const { method, path } = context.req;
    if (isFault(error)) logger.error({ err: thrown, method, path }, "a request failed");
    return problem(error, path);
  });
  return app;
}
