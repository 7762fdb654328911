import {
  createLinkHttp,
  isJsonObject,
  type JsonObject,
  type LinkCall,
  type LinkHost,
  parseJsonBytes,
  ProblemList,
  type VendorHttp,
} from "@solarmon/connectors-kit";
import type { Span } from "@solarmon/core";
import { STEP_MS, VARIABLES, VENDOR } from "./definition.ts";
import { refusalOf } from "./errors.ts";
import type { Place } from "./places.ts";

/** More would be long addresses. */
const MAX_PLACES = 50;

/** Calls of one caller: all places at once. */
export class ForecastApi {
  readonly #address: string;
  readonly #key: string;
  readonly #http: VendorHttp;

  constructor(address: string, key: string, host: LinkHost) {
    this.#address = address;
    this.#key = key;
    this.#http = createLinkHttp(
      { vendor: VENDOR.name, classify: refusalOf, callsOf: ({ url }) => placesOf(url) },
      host,
    );
  }

  /**
   * Rows of quarters of an hour that the span needs, by place, in UTC. With `timeZone` "auto" the reply names the zone;
   * times stay what they are.
   *
   * @throws `ConnectorError`
   */
  async read(
    places: readonly Place[],
    span: Span,
    timeZone: "GMT" | "auto",
    { signal }: LinkCall,
  ): Promise<readonly (JsonObject | undefined)[]> {
    const locations: (JsonObject | undefined)[] = [];
    for (let first = 0; first < places.length; first += MAX_PLACES) {
      const some = places.slice(first, first + MAX_PLACES);
      const url = `${this.#address}/v1/forecast?${this.#query(some, span, timeZone).toString()}`;
      const { body } = await this.#http.send({ url, ...(signal && { signal }) });
      const json = parseJsonBytes(body, new ProblemList());
      // One place is an object, several are a list.
      const list: readonly unknown[] = Array.isArray(json) ? json : [json];
      for (const index of some.keys()) {
        const location = list[index];
        locations.push(isJsonObject(location) ? location : undefined);
      }
    }
    return locations;
  }

  #query(places: readonly Place[], { start, end }: Span, timeZone: string): URLSearchParams {
    const query = new URLSearchParams({
      latitude: places.map(({ latitudeDeg }) => latitudeDeg).join(","),
      longitude: places.map(({ longitudeDeg }) => longitudeDeg).join(","),
      minutely_15: VARIABLES.join(","),
      // Both are part of what is told; the mean of the last quarter of the span stands at its end.
      start_minutely_15: minuteText(Math.floor(start / STEP_MS) * STEP_MS),
      end_minutely_15: minuteText(Math.floor(end / STEP_MS) * STEP_MS),
      timeformat: "unixtime",
      timezone: timeZone,
      wind_speed_unit: "ms",
    });
    if (this.#key !== "") query.set("apikey", this.#key);
    return query;
  }
}

/** e.g. `2024-06-10T07:00`, in UTC. */
function minuteText(at: number): string {
  return new Date(at).toISOString().slice(0, 16);
}

/** Each place counts as a call. */
function placesOf(url: string): number {
  return new URL(url).searchParams.get("latitude")?.split(",").length ?? 1;
}
