import { SolarmonError } from "@solarmon/core";
import type { EndpointInfo } from "../decoder.ts";

/** @throws `invalid_argument` that lists the endpoints there are, when `name` is none of them */
export function requireEndpoint(
  vendor: string,
  endpoints: readonly EndpointInfo[],
  name: string,
): void {
  if (endpoints.some((endpoint) => endpoint.name === name)) return;
  const known = endpoints.map((endpoint) => `  ${endpoint.name}  ${endpoint.text}`).join("\n");
  throw new SolarmonError(
    "invalid_argument",
    `${vendor} has no endpoint ${JSON.stringify(name)}; there are:\n${known}`,
  );
}
