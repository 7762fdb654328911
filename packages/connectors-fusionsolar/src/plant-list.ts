import {
  ConnectorError,
  type JsonObject,
  listOf,
  objectOf,
  parseInstant,
  ProblemList,
  readNumber,
  isJsonObject,
  readPages,
  textOf,
} from "@solarmon/connectors-kit";
import type { Instant } from "@solarmon/core";
import { VENDOR } from "./definition.ts";
import type { AskList } from "./ask-list.ts";
import { parseBody, parseEnvelope } from "./replies.ts";

/** A plant as either of the two lists tells it. */
export interface ListedPlant {
  readonly code: string;
  readonly name: string;
  readonly dcKwp?: number;
  readonly latitudeDeg?: number;
  readonly longitudeDeg?: number;
  readonly since?: Instant;
}

/** The old list, or the newer one for users who may not read it: those made since 2023. */
export async function listPlants(ask: AskList): Promise<readonly ListedPlant[]> {
  const reply = await ask({ path: "getStationList", body: {} });
  if (ConnectorError.isConnectorError(reply)) return await listPages(ask);
  return parseEnvelope(reply, new ProblemList()).data.flatMap(oldPlant);
}

async function listPages(ask: AskList): Promise<readonly ListedPlant[]> {
  const plants: ListedPlant[] = [];
  const pages = readPages<JsonObject, number>({
    vendor: VENDOR.name,
    first: 1,
    fetchPage: async (pageNo) => {
      const body = { pageNo, pageSize: VENDOR.plantsPerCall };
      const reply = await ask({ path: "stations", body });
      if (ConnectorError.isConnectorError(reply)) throw reply;
      return objectOf(objectOf(parseBody(reply.body, new ProblemList()))?.["data"]) ?? {};
    },
    next: (page, pageNo) =>
      pageNo < (readNumber(page["pageCount"]) ?? 0) ? pageNo + 1 : undefined,
  });
  for await (const page of pages)
    plants.push(...listOf(page["list"]).filter(isJsonObject).flatMap(newPlant));
  return plants;
}

/** Capacity is in MW, e.g. 0.009. */
function oldPlant(row: JsonObject): readonly ListedPlant[] {
  const code = textOf(row["stationCode"]);
  const megawatts = readNumber(row["capacity"]);
  if (code === undefined) return [];
  const name = textOf(row["stationName"]) ?? code;
  return [{ code, name, ...capacity(typeof megawatts === "number" ? megawatts * 1_000 : 0) }];
}

/** Capacity is in kWp. */
function newPlant(row: JsonObject): readonly ListedPlant[] {
  const code = textOf(row["plantCode"]);
  if (code === undefined) return [];
  const since = parseInstant(textOf(row["gridConnectionDate"]) ?? "");
  return [
    {
      code,
      name: textOf(row["plantName"]) ?? code,
      ...capacity(readNumber(row["capacity"]) ?? 0),
      ...placeOf(row),
      ...(since !== null && { since }),
    },
  ];
}

/** The two lists differ by a factor of 1,000; what cannot be a plant's is the wrong unit, and not told. */
function capacity(kilowatts: number): Pick<ListedPlant, "dcKwp"> {
  const dcKwp = Math.round(kilowatts * 1_000) / 1_000;
  return dcKwp >= 1 && dcKwp <= 1_000_000 ? { dcKwp } : {};
}

function placeOf(row: JsonObject): Pick<ListedPlant, "latitudeDeg" | "longitudeDeg"> {
  const [latitudeDeg, longitudeDeg] = [readNumber(row["latitude"]), readNumber(row["longitude"])];
  if (typeof latitudeDeg !== "number" || typeof longitudeDeg !== "number") return {};
  // Where nobody entered a place it is at 0° N, 0° E.
  return latitudeDeg === 0 && longitudeDeg === 0 ? {} : { latitudeDeg, longitudeDeg };
}
