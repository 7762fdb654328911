import {
  createLanes,
  createLinkHttp,
  isJsonObject,
  listOf,
  objectOf,
  parseJsonBytes,
  ProblemList,
  type LinkCall,
  type LinkHost,
  type ReceivedReply,
  textOf,
  type TokenSource,
  type VendorHttp,
} from "@solarmon/connectors-kit";
import { goodweDefinition } from "./definition.ts";
import { classifyGoodwe } from "./errors.ts";
import { openSession, type SemsUser, sessionOf } from "./session.ts";

const { vendor, concurrency } = goodweDefinition;
const STATION_IDS = "/PowerStation/GetPowerStationIdByOwner";
const MONITOR_DETAIL = "/v3/PowerStation/GetMonitorDetailByPowerstationId";

/** Calls of one account, one at a time: its one session goes with each. */
export class SemsApi {
  readonly #host: LinkHost;
  readonly #http: VendorHttp;
  readonly #tokens: TokenSource;
  readonly #lanes = createLanes(concurrency);

  constructor(user: SemsUser, host: LinkHost) {
    this.#host = host;
    this.#tokens = openSession(user, host);
    this.#http = createLinkHttp({ vendor, classify: classifyGoodwe }, host);
  }

  /** Ids of the plants; an account with one gets a text, others a list. */
  async stationIds(call: LinkCall): Promise<readonly string[]> {
    const { body } = await this.#post(STATION_IDS, {}, call);
    const data = objectOf(parseJsonBytes(body, new ProblemList()))?.["data"];
    const entries = Array.isArray(data) ? listOf(data) : [data];
    return entries.flatMap((entry) => {
      const id = textOf(isJsonObject(entry) ? entry["powerstation_id"] : entry);
      return id === undefined ? [] : [id];
    });
  }

  async monitorDetail(siteKey: string, call: LinkCall): Promise<ReceivedReply> {
    return await this.#post(MONITOR_DETAIL, { powerStationId: siteKey }, call);
  }

  async #post(path: string, body: object, { signal }: LinkCall): Promise<ReceivedReply> {
    return await this.#lanes(
      async () =>
        await this.#tokens.use(async (token) => {
          const { baseUrl, header } = sessionOf(token, this.#host);
          return await this.#http.send({
            url: `${baseUrl}${path}`,
            method: "POST",
            headers: { "content-type": "application/json", token: header },
            body: JSON.stringify(body),
            ...(signal && { signal }),
          });
        }),
    );
  }
}
