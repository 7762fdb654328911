import {
  certificateFaultOf,
  ConnectorError,
  createLogInHttp,
  type LinkCall,
  type LinkHost,
} from "@solarmon/connectors-kit";
import { GATEWAY } from "../vendor.ts";
import { type GatewayInfo, readInfo } from "./gateway-info.ts";

const UNKNOWN =
  "the gateway's certificate is its own: give its SHA-256 fingerprint as setting certificate";
const CHANGED =
  "the gateway's certificate is not the one of setting certificate; new firmware may bring a new one. It shows";

const WITHOUT_TLS =
  "a token is not sent without TLS unasked: write https:// or http:// before the gateway's address";

/** A gateway, and the address at which it answers. */
interface FoundGateway {
  readonly address: string;
  readonly info: GatewayInfo;
}

/**
 * Asks `/info` of one address after the other, until one answers.
 *
 * @throws `ConnectorError` `auth` where a person must say more: the certificate's fingerprint, or that a token may go
 *   without TLS
 */
export async function findGateway(
  addresses: readonly string[],
  host: LinkHost,
  call: LinkCall,
): Promise<FoundGateway> {
  const failures: ConnectorError[] = [];
  for (const address of addresses)
    try {
      const info = await infoAt(address, host, call);
      const isGuessed = addresses.length > 1 && address.startsWith("http:");
      if (info.wantsToken && isGuessed) throw new ConnectorError("auth", GATEWAY, WITHOUT_TLS);
      return { address, info };
    } catch (error) {
      if (!ConnectorError.isConnectorError(error)) throw error;
      failures.push(error);
      if (error.kind !== "transient" || error.status !== null || certificateFaultOf(error)) break;
    }
  throw explained(failures);
}

async function infoAt(address: string, host: LinkHost, { signal }: LinkCall): Promise<GatewayInfo> {
  const http = createLogInHttp(GATEWAY, host);
  return readInfo(await http.send({ url: `${address}/info`, ...(signal && { signal }) }));
}

/** What stands in the way of https counts more than that nothing answers without it. */
function explained(failures: readonly ConnectorError[]): ConnectorError {
  const [fault] = failures.flatMap((failure) => certificateFaultOf(failure) ?? []);
  if (fault?.shown !== undefined)
    return new ConnectorError("auth", GATEWAY, `${CHANGED} ${fault.shown}`);
  if (fault) return new ConnectorError("auth", GATEWAY, UNKNOWN);
  return failures.at(-1) ?? new ConnectorError("transient", GATEWAY, "there is no address");
}
