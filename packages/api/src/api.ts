import type { ApiOptions } from "./api-options.ts";
import { createApp } from "./app.ts";
import { createLazyGraphql } from "./graphql/lazy-graphql.ts";
import { listen, type ListenOptions, type RunningServer } from "./http-server.ts";
import { createServices } from "./services.ts";
import { createStaticFiles } from "./web/static-files.ts";

/** The API: a fetch handler for any runtime, and a Node server with WebSockets. */
export interface Api {
  /** Answers one request: REST, GraphQL (subscriptions as server-sent events), dashboard. */
  fetch(request: Request): Promise<Response>;
  /** Serves on one port, WebSockets too. @throws what Node's `listen` fails with, e.g. `EADDRINUSE` */
  listen(options: ListenOptions): Promise<RunningServer>;
}

/** An API over these parts. Opens nothing until {@link Api.listen} or {@link Api.fetch}. */
export function createApi(options: ApiOptions): Api {
  const services = createServices(options);
  const graphql = createLazyGraphql(services);
  const app = createApp({
    services,
    graphql,
    staticFiles: createStaticFiles(options.dashboardDir),
    trustForwardedFor: options.trustForwardedFor ?? false,
  });
  return {
    fetch: async (request) => app.fetch(request),
    listen: (listenOptions) => listen(app, graphql, services, listenOptions),
  };
}
