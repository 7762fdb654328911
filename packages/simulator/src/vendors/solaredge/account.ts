import type { StandInReply, StandInRequest } from "@solarmon/connectors-kit/stand-in";
import { localIso } from "../shared/local-text.ts";
import type { SolaredgeSite } from "./solaredge-site.ts";

const INSTALLED_AT = Date.UTC(2021, 3, 1, 12);
const MOST_SITES_A_PAGE = 1_000;
type Json = Readonly<Record<string, unknown>>;

/** `GET /sites`, for a fleet's key. Its places have no time zone. */
export function listSites(
  sites: readonly SolaredgeSite[],
  { query }: StandInRequest,
): StandInReply {
  const size = Math.min(Number(query.get("sites-in-page") ?? 100), MOST_SITES_A_PAGE);
  const first = (Number(query.get("page") ?? 1) - 1) * size;
  const site = sites.slice(first, first + size).map((known) => ({
    ...nameOf(known),
    location: { city: "Springfield", country: "United States" },
    note: "",
  }));
  return { body: { sites: { count: sites.length, site } } };
}

/** `GET /sites/{id}`. */
export function siteDetails(site: SolaredgeSite, { now }: StandInRequest): StandInReply {
  const { timeZone: timezone } = site;
  const body = {
    ...nameOf(site),
    accountId: 42,
    lastUpdateTime: localIso(now, timezone),
    location: { city: "Springfield", country: "United States", timezone },
  };
  return { body };
}

function nameOf({ id, timeZone }: SolaredgeSite): Json {
  return {
    siteId: Number(id),
    name: `Roof ${id.slice(-2)}`,
    peakPower: 7.6,
    installationDate: localIso(INSTALLED_AT, timeZone),
    activationStatus: "ACTIVE",
  };
}

/** `GET /sites/{id}/devices`: inverters only, unless other types are asked for. */
export function devices(site: SolaredgeSite, { query }: StandInRequest): StandInReply {
  const types = query.getAll("types");
  const wanted = types.length === 0 ? ["INVERTER"] : types;
  const all = [...invertersOf(site), ...metersOf(site), ...batteriesOf(site)];
  return { body: all.filter(({ type }) => wanted.includes(String(type))) };
}

function invertersOf({ inverters }: SolaredgeSite): readonly Json[] {
  const fitted = [...inverters.keys()].map((serialNumber, index) => ({
    type: "INVERTER",
    serialNumber,
    manufacturer: "SolarEdge",
    partNumber: "SE5000H-RW000BNN4",
    firmwareVersion: "4.25.13",
    active: true,
    nameplate: 0,
    name: `Inverter ${index + 1}`,
    connectedOptimizers: 14,
  }));
  const [first] = fitted;
  return [...fitted, { ...first, serialNumber: "7E0FFFFF-00", name: "Replaced", active: false }];
}

/** A combined meter is told several times, once without its number. */
function metersOf({ meter }: SolaredgeSite): readonly Json[] {
  if (meter === undefined) return [];
  const told = { type: "METER", manufacturer: "SolarEdge", model: "SE-MTR-3Y", active: true };
  return [
    { ...told, serialNumber: meter, name: "Production Meter", meterType: "PRODUCTION" },
    { ...told, serialNumber: meter, name: "Import Meter", meterType: "FEEDIN_PURCHASE" },
    { ...told, serialNumber: null, name: "Consumption Meter", meterType: "CONSUMPTION" },
  ];
}

function batteriesOf({ battery }: SolaredgeSite): readonly Json[] {
  if (battery === undefined) return [];
  return [
    {
      type: "BATTERY",
      serialNumber: battery,
      manufacturer: "SolarEdge",
      model: "Home Battery",
      active: true,
      name: "Battery 1",
    },
  ];
}
