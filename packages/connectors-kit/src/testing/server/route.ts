import type { Instant } from "@solarmon/core";
import type { StandInFault } from "../stand-in.ts";

/** A request as a route sees it. */
export interface StandInRequest {
  readonly method: string;
  readonly path: string;
  /** What `:name` stood for in the route. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
  /** By the virtual clock. */
  readonly now: Instant;
  /** What is to go wrong now. The server itself does what concerns whole replies; the rest is the route's. */
  readonly fault: StandInFault | null;
}

export interface StandInReply {
  /** Default 200. */
  readonly status?: number;
  /** Those of a list go one by one, as cookies do. */
  readonly headers?: Readonly<Record<string, string | string[]>>;
  /** A text goes as it is, anything else as JSON. */
  readonly body: unknown;
  /** The route counts for itself, e.g. by interface, and this call was one too many. */
  readonly isOverQuota?: boolean;
}

/** One of the vendor's endpoints. */
export interface StandInRoute {
  /** e.g. `GET /sites/:site/power`. */
  readonly at: string;
  /** Answers without a token and outside the quota, e.g. logging in. Default false. */
  readonly isOpen?: boolean;
  readonly answer: (request: StandInRequest) => StandInReply;
}

interface Match {
  readonly route: StandInRoute;
  readonly parameters: Readonly<Record<string, string>>;
}

/** The first route of that method and path. */
export function matchRoute(
  routes: readonly StandInRoute[],
  method: string,
  path: string,
): Match | undefined {
  const parts = [method, ...path.split("/").slice(1)];
  for (const route of routes) {
    const [wantedMethod = "", wantedPath = ""] = route.at.split(" ");
    const parameters = matchParts([wantedMethod, ...wantedPath.split("/").slice(1)], parts);
    if (parameters) return { route, parameters };
  }
  return undefined;
}

function matchParts(
  wanted: readonly string[],
  parts: readonly string[],
): Record<string, string> | undefined {
  if (wanted.length !== parts.length) return undefined;
  const parameters: Record<string, string> = {};
  for (const [index, want] of wanted.entries()) {
    const part = parts[index] ?? "";
    if (want.startsWith(":")) parameters[want.slice(1)] = decodeURIComponent(part);
    else if (want !== part) return undefined;
  }
  return parameters;
}
