import {
  createLinkHttp,
  type DecodeResult,
  type KnownSite,
  type LinkCall,
  type LinkHost,
  type ReceivedReply,
  type VendorHttp,
} from "@solarmon/connectors-kit";
import type { Span } from "@solarmon/core";
import type { Access } from "./access.ts";
import { AskedTimes, otherTime } from "./asked-times.ts";
import { solaredgeDecoder } from "./decode.ts";
import { jsonOf, refusalOf, remainingInMinute } from "./errors.ts";
import { VENDOR } from "./vendor.ts";
import { SITE } from "./v2/site.ts";

/** What to ask of a site, for a span. */
export interface SeriesCall {
  /** Name of the endpoint for the decoder. */
  readonly endpoint: string;
  /** Below the site. */
  readonly path: string;
  readonly resolution: "QUARTER_HOUR" | "DAY";
  readonly span: Span;
}

/** Readings of a reply, and the reply. */
export interface SeriesResult extends DecodeResult {
  readonly body: unknown;
}

/** The monitoring API V2: each method is one call, and costs one credit. */
export class MonitoringApi {
  readonly #access: Access;
  readonly #http: VendorHttp;

  constructor(access: Access, host: LinkHost) {
    this.#access = access;
    this.#http = createLinkHttp({ vendor: VENDOR.name, classify: refusalOf, remainingOf }, host);
  }

  get siteId(): string | undefined {
    return this.#access.siteId;
  }

  /** Body of a reply. @throws `ConnectorError` */
  async body(path: string, call: LinkCall): Promise<unknown> {
    return jsonOf((await this.#get(path, call)).body);
  }

  /** Today's energy so far. @throws `ConnectorError` */
  async overview(site: KnownSite, call: LinkCall): Promise<DecodeResult> {
    const reply = await this.#get(`${sitePath(site.key)}/overview`, call);
    return ofSite(site, solaredgeDecoder.decode("site-overview", reply, site));
  }

  /** Readings in a span of a site. @throws `ConnectorError` also when the reply is about another time */
  async series(
    site: KnownSite,
    { endpoint, path, resolution, span }: SeriesCall,
    call: LinkCall,
  ): Promise<SeriesResult> {
    const times = new AskedTimes(site.key, site.timeZone);
    const url = `${sitePath(site.key)}/${path}?${times.query(span, resolution)}`;
    const reply = await this.#get(url, call);
    const body = jsonOf(reply.body);
    times.requireStart(body, span);
    const result = ofSite(site, solaredgeDecoder.decode(endpoint, reply, site));
    const newestAt = reply.receivedAt - (resolution === "DAY" ? 0 : VENDOR.quarterMs);
    return { ...within(result, span, newestAt), body };
  }

  async #get(path: string, { signal }: LinkCall): Promise<ReceivedReply> {
    const url = `${this.#access.address}${path}`;
    return await this.#access.use(
      async (headers) =>
        await this.#http.send({
          url,
          headers: { accept: "application/json", ...headers },
          ...(signal && { signal }),
        }),
    );
  }
}

/** What the vendor counts that we could not know: calls of others with the same key. */
function remainingOf({ headers }: ReceivedReply): Readonly<Record<string, number>> {
  const minute = remainingInMinute(headers);
  return minute === undefined ? {} : { minute };
}

/** Replies about a site as a whole do not name it; its key is that of the discovery. */
function ofSite({ key }: KnownSite, { readings, problems }: DecodeResult): DecodeResult {
  const deviceId = siteDevice(key);
  return {
    readings: readings.map((reading) =>
      reading.deviceId === SITE ? { ...reading, deviceId } : reading,
    ),
    problems,
  };
}

/** Where the API has what belongs to a site. */
export function sitePath(siteKey: string): string {
  return `/sites/${encodeURIComponent(siteKey)}`;
}

/** Key of a site as a device. */
export function siteDevice(siteKey: string): string {
  return `site:${siteKey}`;
}

/** Without the quarter of an hour that is not over. */
function within({ readings, problems }: DecodeResult, span: Span, newestAt: number): DecodeResult {
  const inside = readings.filter(
    ({ measuredAt }) => measuredAt >= span.start && measuredAt < span.end,
  );
  if (inside.length === 0 && readings.length > 0)
    throw otherTime("no row is in the span asked for");
  return { readings: inside.filter(({ measuredAt }) => measuredAt <= newestAt), problems };
}
