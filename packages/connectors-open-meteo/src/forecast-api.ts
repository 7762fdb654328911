import {
  createLinkHttp,
  type LinkCall,
  type LinkHost,
  type ReceivedReply,
  type VendorHttp,
} from "@solarmon/connectors-kit";
import type { Span } from "@solarmon/core";
import { STEP_MS, VARIABLES, VENDOR } from "./definition.ts";
import { refusalOf } from "./errors.ts";
import type { Place } from "./places.ts";

/**
 * Calls of one caller, a place each: Open-Meteo counts places, not calls, and answers several with another shape than one,
 * which whoever watches shapes would take for a change.
 */
export class ForecastApi {
  readonly #address: string;
  readonly #key: string;
  readonly #http: VendorHttp;

  constructor(address: string, key: string, host: LinkHost) {
    this.#address = address;
    this.#key = key;
    this.#http = createLinkHttp({ vendor: VENDOR.name, classify: refusalOf }, host);
  }

  /**
   * Rows of quarters of an hour that the span needs, in UTC. With `timeZone` "auto" the reply names the zone; times stay
   * what they are.
   *
   * @throws `ConnectorError`
   */
  async read(
    place: Place,
    span: Span,
    timeZone: "GMT" | "auto",
    { signal }: LinkCall,
  ): Promise<ReceivedReply> {
    const url = `${this.#address}/v1/forecast?${this.#query(place, span, timeZone).toString()}`;
    return await this.#http.send({ url, ...(signal && { signal }) });
  }

  #query(place: Place, { start, end }: Span, timeZone: string): URLSearchParams {
    const query = new URLSearchParams({
      latitude: `${place.latitudeDeg}`,
      longitude: `${place.longitudeDeg}`,
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
