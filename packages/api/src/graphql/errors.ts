import { type SolarmonError, toSolarmonError } from "@solarmon/core";
import { GraphQLError } from "graphql";
import type { Logger } from "../api-options.ts";
import { isFault, publicDetail } from "../problem.ts";

function originOf(error: GraphQLError): unknown {
  return error.cause ?? error.originalError;
}

/**
 * The error as a client may see it: ours with their code, those of the query as they are, the rest masked and
 * logged.
 */
export function publicError(error: unknown, logger: Logger): GraphQLError {
  const isGraphql = error instanceof GraphQLError;
  const origin = isGraphql ? originOf(error) : error;
  if (isGraphql && (origin === undefined || origin instanceof GraphQLError)) return error;
  const known = toSolarmonError(origin, "unexpected");
  if (isFault(known)) logger.error({ err: origin }, "a GraphQL field failed");
  const place = isGraphql ? { nodes: error.nodes, path: error.path } : {};
  return new GraphQLError(publicDetail(known), {
    ...place,
    extensions: { code: known.code, ...retry(known) },
  });
}

function retry(error: SolarmonError): object {
  return "retryAfterMs" in error ? { retryAfterMs: error.retryAfterMs } : {};
}
