import { parse, type GraphQLSchema } from "graphql";
import { createYoga, type Plugin } from "graphql-yoga";
import type { Right } from "../auth/right-end.ts";
import type { ApiServices } from "../services.ts";
import { createContext, type GraphqlContext } from "./context.ts";
import { publicError } from "./errors.ts";
import { limitRule, MAX_TOKENS } from "./limits.ts";

/** Answers a GraphQL request over HTTP; subscriptions as server-sent events. */
export type GraphqlHandler = (request: Request, right: Right) => Promise<Response>;

const limits: Plugin = {
  onParse({ setParseFn }) {
    setParseFn((source, options) => parse(source, { ...options, maxTokens: MAX_TOKENS }));
  },
  onValidate({ addValidationRule }) {
    addValidationRule(limitRule);
  },
};

/** GraphQL over HTTP by Yoga, without its pages: those load scripts from elsewhere. */
export function createGraphqlHandler(services: ApiServices, schema: GraphQLSchema): GraphqlHandler {
  const { logger } = services;
  const yoga = createYoga<GraphqlContext>({
    schema,
    graphqlEndpoint: "/graphql",
    graphiql: false,
    landingPage: false,
    cors: false,
    multipart: false,
    logging: false,
    maxRequestBodySize: services.limits.bodyBytes,
    maskedErrors: { maskError: (error) => publicError(error, logger) },
    fetchAPI: { Request, Response, Headers, ReadableStream, TextEncoder, TextDecoder },
    plugins: [limits],
  });
  return async (request, right) =>
    yoga.fetch(
      request,
      createContext(services, { principal: right.principal, right }, request.signal),
    );
}
