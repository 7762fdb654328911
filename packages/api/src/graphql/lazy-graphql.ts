import type { WebSocket } from "ws";
import type { Right } from "../auth/right-end.ts";
import type { ApiServices } from "../services.ts";

/** GraphQL, loaded when it is first asked for: its libraries take 0.2 s and 40 MB that being ready does not need. */
export interface LazyGraphql {
  handle(request: Request, right: Right): Promise<Response>;
  /** What to give opened sockets to. */
  sockets(): Promise<(socket: WebSocket) => void>;
}

/** Runs a task once, when first asked; a failure is not remembered. */
function lazy<T>(load: () => Promise<T>): () => Promise<T> {
  let loading: Promise<T> | undefined;
  return async () => {
    loading ??= load();
    try {
      return await loading;
    } catch (error) {
      loading = undefined;
      throw error;
    }
  };
}

/** One schema for both ways in. */
export function createLazyGraphql(services: ApiServices): LazyGraphql {
  const schema = lazy(async () => {
    const { createGraphqlSchema } = await import("./schema.ts");
    return createGraphqlSchema(services);
  });
  const handler = lazy(async () => {
    const { createGraphqlHandler } = await import("./yoga.ts");
    return createGraphqlHandler(services, await schema());
  });
  const sockets = lazy(async () => {
    const { createSocketHandler } = await import("./socket.ts");
    return createSocketHandler(services, await schema());
  });
  return {
    handle: async (request, right) => (await handler())(request, right),
    sockets,
  };
}
