import {
  createLinkHttp,
  isJsonObject,
  type JsonObject,
  type LinkCall,
  type LinkHost,
  listOf,
  objectOf,
  parseJsonBytes,
  ProblemList,
  type ReceivedReply,
  type TokenSource,
  type VendorHttp,
} from "@solarmon/connectors-kit";
import { smaDefinition } from "./definition.ts";
import { classifySma } from "./errors.ts";
import { type SmaClient, smaTokens } from "./tokens.ts";

/** Calls of one client. */
export class MonitoringApi {
  readonly #address: string;
  readonly #http: VendorHttp;
  readonly #tokens: TokenSource;

  constructor(address: string, client: SmaClient, host: LinkHost) {
    this.#address = address;
    this.#tokens = smaTokens(client, host);
    this.#http = createLinkHttp({ vendor: smaDefinition.vendor, classify: classifySma }, host);
  }

  /** None before an owner consented. */
  async plants(call: LinkCall): Promise<readonly JsonObject[]> {
    return entriesOf(await this.#get("/v1/plants", call), "plants");
  }

  async devices(plantId: string, call: LinkCall): Promise<readonly JsonObject[]> {
    const path = `/v1/plants/${encodeURIComponent(plantId)}/devices`;
    return entriesOf(await this.#get(path, call), "devices");
  }

  /** What an inverter made in each interval of a local day [Wh]. @param day - e.g. `2026-07-01` */
  async inverterDay(deviceId: string, day: string, call: LinkCall): Promise<ReceivedReply> {
    const path = `/v1/devices/${encodeURIComponent(deviceId)}/measurements/sets/EnergyAndPowerPv/Day`;
    return await this.#get(`${path}?Date=${day}&ReturnEnergyValues=true`, call);
  }

  /** Mean powers of a plant in each interval of a local day. */
  async balanceDay(plantId: string, day: string, call: LinkCall): Promise<ReceivedReply> {
    const path = `/v1/plants/${encodeURIComponent(plantId)}/measurements/sets/EnergyBalance/Day`;
    return await this.#get(`${path}?Date=${day}`, call);
  }

  async #get(path: string, { signal }: LinkCall): Promise<ReceivedReply> {
    return await this.#tokens.use(
      async (token) =>
        await this.#http.send({
          url: `${this.#address}${path}`,
          headers: { authorization: `Bearer ${token}` },
          ...(signal && { signal }),
        }),
    );
  }
}

function entriesOf({ body }: ReceivedReply, name: string): readonly JsonObject[] {
  return listOf(objectOf(parseJsonBytes(body, new ProblemList()))?.[name]).filter(isJsonObject);
}
