import { type Clock, DAY_MS, HOUR_MS, type Instant, type Span } from "@solarmon/core";
import {
  type StandIn,
  type StandInFault,
  StandInLogin,
  type StandInReply,
  type StandInRequest,
  StandInServer,
  type StandInWorld,
  SunPlant,
} from "@solarmon/connectors-kit/stand-in";

const SERIAL = "TG118095000R1E";
const NEVER = "0001-01-01T00:00:00Z";
type Json = Readonly<Record<string, unknown>>;

/** A Gateway 2 with a Powerwall, a meter at the grid and one for solar power. */
export async function startTeslaStandIn(clock: Clock, world: StandInWorld): Promise<StandIn> {
  const roof = new SunPlant({ noonAt: world.noonAt, fairDayWh: 33_000 });
  const login = new StandInLogin(clock, DAY_MS);
  const passwords = ["Q7XK2"];
  let isClosed = false;
  const server = await StandInServer.start({
    clock,
    maxConcurrent: 1,
    authorise: ({ headers }) => login.accepts(cookieIn(headers["cookie"], "AuthCookie")),
    forms: {
      unauthorized: () => ({ status: 401, body: { code: 401, error: "bad credentials" } }),
      forbidden: () => ({ status: 403, body: { code: 403, error: "access denied" } }),
    },
    routes: [
      {
        at: "POST /api/login/Basic",
        isOpen: true,
        answer: ({ body }) =>
          isClosed || !isCustomer(body, passwords.at(-1))
            ? { status: 401, body: { code: 401, error: "bad credentials" } }
            : welcome(login),
      },
      { at: "GET /api/meters/aggregates", answer: (request) => aggregates(roof, request) },
      { at: "GET /api/system_status/soe", answer: ({ fault }) => ({ body: charge(fault) }) },
      { at: "GET /api/system_status", answer: ({ fault }) => ({ body: status(fault) }) },
      {
        at: "GET /api/site_info",
        answer: () => ({
          body: {
            site_name: "Home",
            timezone: world.timeZone,
            nominal_system_energy_kWh: 13.5,
            nominal_system_power_kW: 5,
          },
        }),
      },
    ],
  });
  const settings = () => ({ address: server.url, password: passwords.at(-1) ?? "" });
  const meters = ["site", "load"].map((key) => ({ key, kind: "meter" }) as const);
  const inverters = [{ key: "solar", kind: "inverter" } as const];
  const batteries = ["battery", SERIAL].map((key) => ({ key, kind: "battery" }) as const);
  return {
    settings: settings(),
    sites: [
      { key: "local", timeZone: world.timeZone, devices: [...inverters, ...meters, ...batteries] },
    ],
    energyWh: (_siteKey: string, span: Span) => roof.energyWh(span),
    misbehave(fault) {
      roof.misbehave(fault, clock.now());
      server.misbehave(fault);
    },
    calls: server.calls,
    revoke() {
      isClosed = true;
      login.revoke();
    },
    logInAgain() {
      isClosed = false;
      passwords.push(`W${passwords.length}PL9`);
      return settings();
    },
    secrets: () => [...passwords, ...login.secrets()],
    [Symbol.asyncDispose]: async () => await server[Symbol.asyncDispose](),
  };
}

function isCustomer(body: string, password: string | undefined): boolean {
  const told = Object.fromEntries(Object.entries<unknown>(JSON.parse(body)));
  return told["username"] === "customer" && told["password"] === password;
}

function cookieIn(header: string | undefined, name: string): string {
  return new RegExp(`${name}=([^;]+)`, "u").exec(header ?? "")?.[1] ?? "";
}

function welcome(login: StandInLogin): StandInReply {
  const { accessToken, refreshToken } = login.issue();
  return {
    headers: {
      "set-cookie": [
        `AuthCookie=${accessToken}; Path=/; Secure`,
        `UserRecord=${refreshToken}; Path=/; Secure`,
      ],
    },
    body: { email: "", roles: ["Home_Owner"], token: accessToken, provider: "Basic" },
  };
}

/** Site + import, battery + discharge; the house takes what is left. */
function aggregates(roof: SunPlant, { now, fault }: StandInRequest): StandInReply {
  if (fault === "no-data") return { body: {} };
  const solarW = roof.powerW(now);
  const batteryW = solarW > 1_000 ? -500.5 : 200.25;
  const loadW = 719.16;
  const site = meter(now, loadW - solarW - batteryW, roof.totalWh(now) * 0.6, growing(now, 300));
  const solar = meter(now, solarW, roof.counterWh(now), growing(now, 2));
  const { instant_power: _, ...powerless } = solar;
  const sections: Record<string, Json> = {
    site,
    battery: meter(now, batteryW, growing(now, 90), growing(now, 100)),
    load: meter(now, loadW, 0, growing(now, 720)),
    solar: fault === "missing-field" ? powerless : solar,
  };
  if (fault === "dead-device")
    sections["solar"] = { ...nothing(solar), last_communication_time: NEVER };
  if (fault === "nulls")
    return { body: Object.fromEntries(Object.entries(sections).map(([k, v]) => [k, nulled(v)])) };
  return { body: sections };
}

function meter(now: Instant, powerW: number, exportedWh: number, importedWh: number): Json {
  return {
    last_communication_time: zonedText(now),
    instant_power: powerW,
    instant_reactive_power: -33.5,
    frequency: 49.97,
    energy_exported: exportedWh,
    energy_imported: importedWh,
    instant_average_voltage: 241.8,
    last_phase_power_communication_time: NEVER,
    timeout: 1_500_000_000,
  };
}

function charge(fault: StandInFault | null): Json {
  if (fault === "no-data") return {};
  return { percentage: fault === "nulls" ? null : 87.5 };
}

function status(fault: StandInFault | null): Json {
  const block = {
    PackagePartNumber: "1092170-03-G",
    PackageSerialNumber: SERIAL,
    nominal_energy_remaining: 12_366,
    nominal_full_pack_energy: 14_015,
    p_out: -500,
    f_out: 50.02,
  };
  const blocks = fault === "no-data" ? [] : [fault === "nulls" ? nulled(block) : block];
  return {
    system_island_state: "SystemGridConnected",
    available_blocks: 1,
    battery_blocks: blocks,
  };
}

/** What grows by so many watts all the time [Wh]. */
function growing(now: Instant, watts: number): number {
  return ((now / HOUR_MS) % 1e6) * watts;
}

/** With an offset of its own and nine digits of a second. */
function zonedText(now: Instant): string {
  return new Date(now + 13 * HOUR_MS).toISOString().replace("Z", "114467+13:00");
}

function nulled(values: Json): Json {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, typeof value === "number" ? null : value]),
  );
}

function nothing(values: Json): Json {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, typeof value === "number" ? 0 : value]),
  );
}
