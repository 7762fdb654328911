import { randomUUID } from "node:crypto";
import {
  type StandIn,
  type StandInFault,
  StandInLogin,
  type StandInReply,
  type StandInRequest,
  StandInServer,
  type StandInTokens,
  type StandInWorld,
  SunPlant,
} from "@solarmon/connectors-kit/stand-in";
import {
  calendarOf,
  type Clock,
  DAY_MS,
  HOUR_MS,
  type Instant,
  MINUTE_MS,
  SECOND_MS,
  type Span,
} from "@solarmon/core";

const STEP_MS = 15 * MINUTE_MS;
const ACCESS_MS = 300 * SECOND_MS;
const CLIENT_ID = "solarmon_api";
const LOAD_W = 300;

type Json = Readonly<Record<string, unknown>>;
type Grant = "refresh_token" | "client_credentials";

interface Plant {
  readonly id: string;
  readonly inverters: ReadonlyMap<string, SunPlant>;
}

/** SMA's Monitoring API on loopback, as for a Classic plant: tokens for five minutes, quarters of an hour with the local time of their end. */
export async function startMonitoringStandIn(
  clock: Clock,
  world: StandInWorld,
  grant: Grant,
): Promise<StandIn> {
  const plants = [plantOf(1, world.noonAt), plantOf(2, world.noonAt)];
  const suns = new Map(plants.flatMap(({ inverters }) => [...inverters]));
  const desk = new OAuthDesk(clock, grant);
  const server = await StandInServer.start({
    clock,
    authorise: ({ headers }) => desk.accepts(headers["authorization"]),
    routes: [
      { at: "POST /oauth2/token", isOpen: true, answer: (request) => desk.token(request) },
      { at: "GET /v1/plants", answer: () => listPlants(plants, world) },
      { at: "GET /v1/plants/:plant/devices", answer: (request) => listDevices(plants, request) },
      {
        at: "GET /v1/plants/:plant/measurements/sets/EnergyBalance/Day",
        answer: (request) => balance(plants, request, world),
      },
      {
        at: "GET /v1/devices/:device/measurements/sets/EnergyAndPowerPv/Day",
        answer: (request) => energies(suns, request, world),
      },
    ],
  });
  const settings = (): Record<string, string> => ({
    address: server.url,
    tokenAddress: `${server.url}/oauth2/token`,
    ...desk.letIn(),
  });
  return {
    settings: settings(),
    sites: plants.map(({ id, inverters }) => ({
      key: id,
      timeZone: world.timeZone,
      devices: [
        ...[...inverters.keys()].map((key) => ({ key, kind: "inverter" as const })),
        { key: `site:${id}`, kind: "meter" },
      ],
    })),
    energyWh: (key, span) =>
      [...(plants.find(({ id }) => id === key)?.inverters.values() ?? [])].reduce(
        (sum, sun) => sum + sun.energyWh(span),
        0,
      ),
    misbehave(fault) {
      for (const sun of suns.values()) sun.misbehave(fault, clock.now());
      server.misbehave(fault);
    },
    calls: server.calls,
    revoke: () => desk.revoke(),
    logInAgain: settings,
    secrets: () => desk.secrets(),
    [Symbol.asyncDispose]: async () => await server[Symbol.asyncDispose](),
  };
}

/** Refresh tokens work once; a client by itself has none. */
class OAuthDesk {
  readonly #login: StandInLogin;
  readonly #grant: Grant;
  readonly #clientSecrets: string[] = [];
  #isOpen = true;

  constructor(clock: Clock, grant: Grant) {
    this.#login = new StandInLogin(clock, ACCESS_MS);
    this.#grant = grant;
  }

  letIn(): Record<string, string> {
    this.#clientSecrets.push(`client-secret-${randomUUID()}`);
    this.#isOpen = true;
    const client = { clientId: CLIENT_ID, clientSecret: this.#clientSecrets.at(-1) ?? "" };
    if (this.#grant === "client_credentials") return client;
    return { ...client, refreshToken: this.#login.issue().refreshToken };
  }

  revoke(): void {
    this.#isOpen = false;
    this.#login.revoke();
  }

  secrets(): readonly string[] {
    return [...this.#clientSecrets, ...this.#login.secrets()];
  }

  accepts(header = ""): boolean {
    return this.#login.accepts(header.replace("Bearer ", ""));
  }

  token({ body }: StandInRequest): StandInReply {
    const form = new URLSearchParams(body);
    const isClient = form.get("client_secret") === this.#clientSecrets.at(-1);
    if (!isClient || !this.#isOpen) return { status: 401, body: { error: "invalid_client" } };
    const tokens = this.#tokensFor(form);
    if (!tokens) return { status: 400, body: { error: "invalid_grant" } };
    const { accessToken: access_token, refreshToken: refresh_token, expiresInS } = tokens;
    const renewal = this.#grant === "refresh_token" ? { refresh_token } : {};
    return { body: { access_token, token_type: "Bearer", expires_in: expiresInS, ...renewal } };
  }

  #tokensFor(form: URLSearchParams): StandInTokens | undefined {
    if (form.get("grant_type") !== this.#grant) return undefined;
    return this.#grant === "client_credentials"
      ? this.#login.issue()
      : this.#login.refresh(form.get("refresh_token") ?? "");
  }
}

function plantOf(number: number, noonAt: Instant): Plant {
  const sun = (fairDayWh: number): SunPlant => new SunPlant({ noonAt, fairDayWh });
  return {
    id: `${25_056 + number}`,
    inverters: new Map([
      [`${number}16`, sun(26_000 + 800 * number)],
      [`${number}17`, sun(14_000 + 500 * number)],
    ]),
  };
}

function listPlants(plants: readonly Plant[], { timeZone: timezone }: StandInWorld): StandInReply {
  return {
    body: { plants: plants.map(({ id }) => ({ plantId: id, name: `Roof ${id}`, timezone })) },
  };
}

function listDevices(plants: readonly Plant[], { parameters }: StandInRequest): StandInReply {
  const plant = plants.find(({ id }) => id === parameters["plant"]);
  if (!plant) return { status: 404, body: {} };
  const inverters = [...plant.inverters.keys()].map((deviceId) => ({
    deviceId,
    name: `STP ${deviceId}`,
    type: "Solar Inverters",
    product: "STP 10.0-3AV-40",
  }));
  const meter = { deviceId: `${plant.id}9`, name: "Home Manager", type: "Energy Meter" };
  return { body: { plant: { plantId: plant.id }, devices: [...inverters, meter] } };
}

function energies(
  suns: ReadonlyMap<string, SunPlant>,
  request: StandInRequest,
  world: StandInWorld,
): StandInReply {
  const { device: deviceId = "" } = request.parameters;
  const sun = suns.get(deviceId);
  if (!sun) return { status: 404, body: {} };
  const isSilent = request.fault === "dead-device" && deviceId.endsWith("6");
  const rows = rowsOf(request, world, (start, end) => ({
    pvGeneration: sun.energyWh({ start, end }),
  }));
  return setReply("EnergyAndPowerPv", isSilent ? [] : rows, {
    device: { deviceId, name: `STP ${deviceId}`, timezone: world.timeZone },
  });
}

function balance(
  plants: readonly Plant[],
  request: StandInRequest,
  world: StandInWorld,
): StandInReply {
  const plant = plants.find(({ id }) => id === request.parameters["plant"]);
  if (!plant) return { status: 404, body: {} };
  const rows = rowsOf(request, world, (start, end) => {
    const wh = [...plant.inverters.values()].reduce(
      (sum, sun) => sum + sun.energyWh({ start, end }),
      0,
    );
    const pvGeneration = (wh * HOUR_MS) / STEP_MS;
    return {
      pvGeneration,
      totalConsumption: LOAD_W,
      gridFeedIn: Math.max(0, pvGeneration - LOAD_W),
      gridConsumption: Math.max(0, LOAD_W - pvGeneration),
    };
  });
  return setReply("EnergyBalance", rows, {
    plant: { plantId: plant.id, name: `Roof ${plant.id}`, timezone: world.timeZone },
  });
}

function setReply(setType: string, set: readonly Json[], about: Json): StandInReply {
  return { body: { ...about, setType, resolution: "FifteenMinutes", set } };
}

/** Rows of the day whose interval is over; each carries the local time of its end. */
function rowsOf(
  { query, now, fault }: StandInRequest,
  { timeZone }: StandInWorld,
  valuesOf: (start: Instant, end: Instant) => Json,
): readonly Json[] {
  if (fault === "no-data") return [];
  const day = query.get("Date") ?? "";
  const rows: Json[] = [];
  const { start, end } = spanOf(day, timeZone);
  for (let at = start + STEP_MS; at <= Math.min(end, now); at += STEP_MS)
    rows.push({ time: localText(at, timeZone), ...withFault(valuesOf(at - STEP_MS, at), fault) });
  if (fault === "duplicates") return rows.flatMap((row) => [row, row]);
  return fault === "out-of-order" ? rows.toSorted((a, b) => oddly(a) - oddly(b)) : rows;
}

/** Noon of the zone is in one of two: zones are at most 14 hours ahead. */
function spanOf(day: string, timeZone: string): Span {
  const calendar = calendarOf(timeZone);
  const noonAt = Date.parse(`${day}T12:00:00Z`);
  const within = [noonAt, noonAt - 11 * HOUR_MS].find(
    (at) => calendar.dayNumber(at) * DAY_MS === Date.parse(day),
  );
  return calendar.day(within ?? noonAt);
}

function withFault(values: Json, fault: StandInFault | null): Json {
  if (fault === "nulls") return Object.fromEntries(Object.keys(values).map((name) => [name, null]));
  return fault === "missing-field" ? { ...values, pvGeneration: undefined } : values;
}

/** An order that is none. */
function oddly({ time }: Json): number {
  return (Date.parse(`${String(time)}Z`) / STEP_MS) % 5;
}

const formats = new Map<string, Intl.DateTimeFormat>();
/** A day is asked for again and again. */
const texts = new Map<string, string>();

function localText(at: Instant, timeZone: string): string {
  const key = `${timeZone} ${at}`;
  const text = texts.get(key) ?? formatOf(timeZone).format(at).replace(" ", "T");
  texts.set(key, text);
  return text;
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const format =
    formats.get(timeZone) ??
    new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "medium" });
  formats.set(timeZone, format);
  return format;
}
