import {
  ConnectorError,
  type DecodedReading,
  type DecodeProblem,
  type KnownSite,
  type LinkCall,
  type LinkPage,
} from "@solarmon/connectors-kit";
import { teslaDecoder } from "./decode.ts";
import type { GatewayApi } from "./gateway-api.ts";

/** What not every firmware tells: that it is missing is no fault of the site. */
const BESIDE = [
  ["system-status-soe", "/api/system_status/soe"],
  ["system-status", "/api/system_status"],
] as const;
const LASTING: ReadonlySet<string> = new Set(["gone", "permission", "invalid"]);

/** The newest values of meters and batteries. Without the meters there is nothing to tell. */
export async function pollGateway(
  api: GatewayApi,
  { key, timeZone }: KnownSite,
  call: LinkCall,
): Promise<LinkPage> {
  const meters = await api.read("/api/meters/aggregates", call);
  const first = teslaDecoder.decode("meters-aggregates", meters, { timeZone });
  const readings: DecodedReading[] = [...first.readings];
  const problems: DecodeProblem[] = [...first.problems];
  let failure: ConnectorError | undefined;
  for (const [endpoint, path] of BESIDE)
    try {
      const result = teslaDecoder.decode(endpoint, await api.read(path, call), { timeZone });
      readings.push(...result.readings);
      problems.push(...result.problems);
    } catch (error) {
      if (!ConnectorError.isConnectorError(error)) throw error;
      if (LASTING.has(error.kind))
        problems.push({ path, code: "vendor_error", detail: error.message });
      else failure ??= error;
    }
  return { siteKey: key, readings, problems, ...(failure && { error: failure }) };
}
