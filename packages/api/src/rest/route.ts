import type { Principal } from "@solarmon/core";
import type { ApiServices } from "../services.ts";

/** One HTTP request, as far as a handler needs to know it. */
interface RestRequest {
  readonly request: Request;
  /** Of the path. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** Network address of the client. */
  readonly address: string;
}

/** A route and its description: what is served is what is described. */
export interface Route {
  readonly method: "get" | "post";
  /** With `{name}` for parameters, e.g. `/api/v1/plants/{id}`. */
  readonly path: string;
  /** OpenAPI 3.1 operation; path parameters and problem answers are added to it. */
  readonly operation: OpenApiOperation;
  handle(services: ApiServices, request: RestRequest): Promise<Response>;
}

/** The part of an OpenAPI operation that routes fill in. */
export interface OpenApiOperation {
  readonly operationId: string;
  readonly summary: string;
  readonly description?: string;
  /** Which credential it needs. */
  readonly security: "none" | "bearer" | "deviceKey";
  readonly query?: readonly QueryParameter[];
  /** JSON schema of the body. */
  readonly body?: object;
  /** JSON schema of the answer by media type. */
  readonly answers: Readonly<Record<string, object>>;
  /** Further good answers by status. */
  readonly otherAnswers?: Readonly<Record<string, string>>;
  /** Statuses of problem documents besides 401 and 500. */
  readonly problems: readonly number[];
}

interface QueryParameter {
  readonly name: string;
  readonly description: string;
  readonly schema: object;
}

export type BearerHandler = (
  services: ApiServices,
  principal: Principal,
  request: RestRequest,
) => Promise<Response>;

/** A JSON answer that no cache keeps. */
export function json(value: unknown, status = 200): Response {
  return new Response(JSON.stringify(value), {
    status,
    headers: { "content-type": "application/json; charset=utf-8" },
  });
}
