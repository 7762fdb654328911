import { SolarmonError } from "@solarmon/core";

/** Says in words what `listen` failed with. */
export function portError(
  error: unknown,
  what: string,
  host: string,
  port: number,
  variable: string,
): unknown {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "EADDRINUSE")
    return new SolarmonError(
      "conflict",
      `${what} port ${port} on ${host} is taken by another program. Stop it, or choose another port with ${variable}.`,
      { cause: error },
    );
  if (code === "EACCES")
    return new SolarmonError(
      "forbidden",
      `${what} port ${port} may not be opened by this user. Choose one above 1023 with ${variable}.`,
      { cause: error },
    );
  if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND")
    return new SolarmonError(
      "invalid_argument",
      `${host} is no address of this machine. Set SOLARMON_HOST to 127.0.0.1, or 0.0.0.0 for all.`,
      { cause: error },
    );
  return error;
}
