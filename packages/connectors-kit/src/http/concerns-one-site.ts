import { ConnectorError } from "./connector-error.ts";

const OF_ONE_SITE: ReadonlySet<string> = new Set(["permission", "gone", "invalid", "protocol"]);

/** Whether other sites of the link may answer all the same: a log-in, a quota or a connection concerns all of them. */
export function concernsOneSite(error: unknown): error is ConnectorError {
  return ConnectorError.isConnectorError(error) && OF_ONE_SITE.has(error.kind);
}
