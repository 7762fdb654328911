import { bearerPrincipal } from "../auth/bearer.ts";
import type { BearerHandler, Route } from "./route.ts";

/** A handler that runs only for someone who is logged in. */
export function withBearer(handle: BearerHandler): Route["handle"] {
  return async (services, request) => {
    const header = request.request.headers.get("authorization");
    const principal = await bearerPrincipal(services.tokens, header);
    services.meter.count(principal.scope.tenantId, "apiCalls");
    return handle(services, principal, request);
  };
}
