import { SolarmonError, type Principal } from "@solarmon/core";
import { GraphQLError, type FormattedExecutionResult, type GraphQLSchema } from "graphql";
import { CloseCode, makeServer, type Server, type ServerOptions } from "graphql-ws";
import type { WebSocket } from "ws";
import { watchRight, type RightEnd } from "../auth/right-end.ts";
import type { Logger } from "../api-options.ts";
import type { ApiServices } from "../services.ts";
import { createContext } from "./context.ts";
import { createDocuments } from "./documents.ts";
import { publicError } from "./errors.ts";
import { subscribeShared } from "./shared-execution.ts";

const PING_MS = 12_000;

/** What belongs to one socket. */
interface Connection {
  readonly socket: WebSocket;
  readonly gone: AbortController;
  principal?: Principal;
  right?: RightEnd;
}

type SocketServer = Server<Connection>;
type Options = ServerOptions<Record<string, unknown>, Connection>;

type NextResult = Parameters<NonNullable<Options["onNext"]>>[4];

/** `token`, or an `Authorization` as it would be sent over HTTP: clients of GraphQL do either. */
function tokenOf(params: Record<string, unknown> | undefined): string {
  const { token, authorization, Authorization } = params ?? {};
  if (typeof token === "string") return token;
  const header = authorization ?? Authorization;
  return typeof header === "string" ? header.replace(/^Bearer /i, "") : "";
}

/** Who opened the socket; closes it when nobody we know did. */
async function logInSocket(
  { tokens, clock, limits }: ApiServices,
  params: Record<string, unknown> | undefined,
  connection: Connection,
): Promise<boolean> {
  const token = tokenOf(params);
  const verify = async (): Promise<Principal> => tokens.verify(token);
  try {
    const principal = await verify();
    connection.principal = principal;
    connection.right = watchRight({ principal, verify }, clock, limits.recheckMs);
    // 4403: a client may come again, with a new token.
    connection.right.signal.addEventListener("abort", () =>
      connection.socket.close(CloseCode.Forbidden, "the log-in is over"),
    );
    return true;
  } catch (error) {
    if (!SolarmonError.is(error) || error.code !== "unauthenticated") throw error;
    // 4401: with the same token it is no use to come again.
    connection.socket.close(CloseCode.Unauthorized, "log in first");
    return true;
  }
}

function serverOptions(services: ApiServices, schema: GraphQLSchema): Options {
  const documents = createDocuments(schema);
  const { logger, limits } = services;
  return {
    schema,
    onConnect: ({ connectionParams, extra }) => logInSocket(services, connectionParams, extra),
    onSubscribe({ extra, subscriptions }, _id, { query, operationName, variables }) {
      if (!extra.principal) return [unauthenticated()];
      if (Object.keys(subscriptions).length > limits.subscriptionsPerSocket)
        return [tooMany(limits.subscriptionsPerSocket)];
      const checked = documents(query);
      if (!checked.ok) return checked.errors;
      const contextValue = createContext(
        services,
        // One that ended a moment before its socket would look to the client like one that is complete.
        { principal: extra.principal, right: null },
        extra.gone.signal,
      );
      const { document } = checked;
      return { schema, document, operationName, variableValues: variables, contextValue };
    },
    subscribe: subscribeShared,
    onNext: (_context, _id, _payload, _args, result) => withPublicErrors(result, logger),
    onError: (_context, _id, _payload, errors) =>
      errors.map((error) => publicError(error, logger).toJSON()),
  };
}

/** The result with its errors made public; nothing when it has none and can go as it is. */
function withPublicErrors(
  { data, errors }: NextResult,
  logger: Logger,
): FormattedExecutionResult | undefined {
  if (!errors) return undefined;
  const shown = errors.map((error) => publicError(error, logger).toJSON());
  return data === undefined ? { errors: shown } : { data, errors: shown };
}

function unauthenticated(): GraphQLError {
  return new GraphQLError("Log in first.", { extensions: { code: "unauthenticated" } });
}

function tooMany(limit: number): GraphQLError {
  return new GraphQLError(`One socket can hold ${limit} subscriptions. Close some.`, {
    extensions: { code: "rate_limited" },
  });
}

/** Ends a socket whose client does not answer a ping: it is gone, or it does not read what we send. */
function keepAlive(socket: WebSocket): () => void {
  let isAlive = true;
  socket.on("pong", () => (isAlive = true));
  const timer = setInterval(() => {
    if (!isAlive) return socket.terminate();
    isAlive = false;
    socket.ping();
  }, PING_MS).unref();
  return () => clearInterval(timer);
}

/** Resolves when the bytes have left: graphql-ws then asks for the next event, so a slow client slows itself down only. */
function send(socket: WebSocket, data: string): Promise<void> {
  return new Promise((resolve, reject) => {
    if (socket.readyState !== socket.OPEN) resolve();
    else socket.send(data, (error) => (error ? reject(error) : resolve()));
  });
}

function open(server: SocketServer, socket: WebSocket, services: ApiServices): void {
  const { logger, metrics } = services;
  const connection: Connection = { socket, gone: new AbortController() };
  const stopPings = keepAlive(socket);
  metrics.sockets++;
  const fail = (error: unknown): void => {
    logger.error({ err: error }, "a WebSocket failed");
    socket.close(CloseCode.InternalServerError, "Something went wrong on our side");
  };
  const closed = server.opened(
    {
      protocol: socket.protocol,
      send: (data) => send(socket, data),
      close: (code, reason) => socket.close(code, reason),
      onMessage: (take) =>
        socket.on("message", (data: Buffer) => void take(data.toString()).catch(fail)),
    },
    connection,
  );
  socket.on("error", (error) => logger.warn({ err: error }, "a WebSocket broke"));
  socket.once("close", (code, reason) => {
    metrics.sockets--;
    stopPings();
    connection.right?.[Symbol.dispose]();
    connection.gone.abort();
    closed(code, String(reason)).catch(fail);
  });
}

/** Speaks graphql-transport-ws on sockets that are given to it. */
export function createSocketHandler(
  services: ApiServices,
  schema: GraphQLSchema,
): (socket: WebSocket) => void {
  const server = makeServer(serverOptions(services, schema));
  return (socket) => open(server, socket, services);
}
