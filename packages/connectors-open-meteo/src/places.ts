import type { LinkSettings } from "@solarmon/connectors-kit";
import { SolarmonError } from "@solarmon/core";

/** Somewhere on Earth, as a person told it. */
export interface Place {
  /** e.g. `48.14,11.58`: the key of its site. */
  readonly key: string;
  readonly latitudeDeg: number;
  readonly longitudeDeg: number;
}

/** Places of the settings: lists of equal length. @throws `invalid_argument` says which is not to be read */
export function placesIn(settings: LinkSettings): readonly Place[] {
  const latitudes = degreesIn(settings, "latitude", 90);
  const longitudes = degreesIn(settings, "longitude", 180);
  if (latitudes.length !== longitudes.length)
    throw new SolarmonError(
      "invalid_argument",
      `longitude: give as many as latitudes, ${latitudes.length} and not ${longitudes.length}`,
    );
  const places = latitudes.map((latitude, index) => placeAt(latitude, longitudes[index] ?? 0));
  return [...new Map(places.map((place) => [place.key, place])).values()];
}

/** From the key of its site. */
export function placeOf(siteKey: string): Place {
  const [latitude = Number.NaN, longitude = Number.NaN] = siteKey.split(",").map(Number);
  if (!Number.isNaN(latitude + longitude)) return placeAt(latitude, longitude);
  throw new SolarmonError("invalid_argument", `site ${siteKey} is no latitude and longitude`);
}

function placeAt(latitudeDeg: number, longitudeDeg: number): Place {
  return { key: `${latitudeDeg},${longitudeDeg}`, latitudeDeg, longitudeDeg };
}

function degreesIn(settings: LinkSettings, name: string, most: number): readonly number[] {
  const texts = (settings[name] ?? "").split(",").map((text) => text.trim());
  const degrees = texts.map((text) => (text === "" ? Number.NaN : Number(text)));
  if (degrees.every((each) => Math.abs(each) <= most)) return degrees;
  throw new SolarmonError(
    "invalid_argument",
    `${name}: give degrees from -${most} to ${most}, several with commas between them`,
  );
}
