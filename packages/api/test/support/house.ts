import { AuditTrail, type Clock } from "@solarmon/core";
import {
  MemoryAlarmStore,
  MemoryAuditLog,
  MemoryCatalog,
  MemoryLatestCache,
  MemoryLinkStore,
  MemoryLiveBus,
  MemoryQuarantine,
  MemoryReadingStore,
  MemoryRollupStore,
  MemorySecretStore,
  MemoryStream,
  MemoryUsageLedger,
} from "@solarmon/core/memory";
import {
  createHistory,
  createIntake,
  createProcessor,
  createVerdictBoard,
  type Intake,
  runProcessor,
  UsageMeter,
} from "@solarmon/ingest";
import { createApi, type Api, type ApiOptions, type Logger } from "../../src/index.ts";
import { addHousehold, type Household, PASSWORD } from "./household.ts";
import { jsonOf } from "./json-of.ts";

export const NOW = Date.parse("2026-06-01T12:00:00Z");

export interface House extends AsyncDisposable {
  readonly api: Api;
  readonly clock: Clock & { nowMs: number };
  readonly alarms: MemoryAlarmStore;
  readonly catalog: MemoryCatalog;
  readonly audit: AuditTrail;
  readonly usage: MemoryUsageLedger;
  readonly meter: UsageMeter;
  readonly live: MemoryLiveBus;
  readonly quarantine: MemoryQuarantine;
  readonly links: MemoryLinkStore;
  readonly secrets: MemorySecretStore;
  readonly intake: Intake;
  /** What was logged, as text. */
  readonly logs: string[];
  readonly ours: Household;
  readonly theirs: Household;
  token(household: Household): Promise<string>;
  /** GET as a household, or as nobody. */
  get(path: string, household?: Household, headers?: Record<string, string>): Promise<Response>;
  /** POST of readings with a device key. */
  push(body: unknown, key: string, query?: string): Promise<Response>;
}

function createLogger(logs: string[]): Logger {
  const log =
    (level: string) =>
    (fields: object, message: string): void => {
      const causes = Object.values(fields).map(String);
      logs.push(`${level} ${message} ${causes.join(" ")}`);
    };
  return { info: log("info"), warn: log("warn"), error: log("error") };
}

export function postRequest(path: string, body: unknown, headers: Record<string, string>): Request {
  return new Request(`http://solarmon.test${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
}

/** The real pipeline and API over memory adapters, with two tenants. */
export async function createHouse(options: Partial<ApiOptions> = {}): Promise<House> {
  const clock = { nowMs: NOW, now: () => clock.nowMs };
  const catalog = new MemoryCatalog({ clock });
  const audit = new AuditTrail({
    log: new MemoryAuditLog(catalog),
    clock,
    onLost: (_, error) => logs.push(error.message),
  });
  const logs: string[] = [];
  const alarms = new MemoryAlarmStore({ catalog, clock });
  const usage = new MemoryUsageLedger();
  const meter = new UsageMeter({ ledger: usage, clock });
  const live = new MemoryLiveBus();
  const quarantine = new MemoryQuarantine();
  const links = new MemoryLinkStore({ catalog, clock });
  const secrets = new MemorySecretStore();
  const stores = { readings: new MemoryReadingStore(), rollups: new MemoryRollupStore() };
  const base = { ...stores, catalog, latest: new MemoryLatestCache(), clock };
  const verdicts = createVerdictBoard();
  const stream = new MemoryStream();
  const intake = createIntake({ stream, catalog, quarantine, clock });
  const processor = createProcessor({
    ...base,
    live,
    onVerdicts: (replyTo, own) => verdicts.deliver(replyTo, own),
  });
  const stop = new AbortController();
  const running = runProcessor({
    reader: stream,
    processor,
    consumer: "processor",
    setAside: async () => {},
    signal: stop.signal,
    settleEveryMs: 10,
  });
  const api = createApi({
    alarms,
    audit,
    usage,
    meter,
    catalog,
    intake,
    history: createHistory(base),
    live,
    quarantine,
    links,
    verdicts,
    secrets,
    clock,
    logger: createLogger(logs),
    health: () => [],
    ...options,
  });
  const ours = await addHousehold(catalog, "ours");
  const theirs = await addHousehold(catalog, "theirs");

  async function token({ user }: Household): Promise<string> {
    const body = { email: user.email, password: PASSWORD };
    const response = await api.fetch(postRequest("/api/v1/sessions", body, {}));
    return (await jsonOf<{ token: string }>(response)).token;
  }

  const tokens = new Map<Household, Promise<string>>();
  const knownToken = async (household: Household): Promise<string> => {
    const known = tokens.get(household) ?? token(household);
    tokens.set(household, known);
    return known;
  };

  return {
    api,
    clock,
    alarms,
    catalog,
    audit,
    usage,
    meter,
    live,
    quarantine,
    links,
    secrets,
    intake,
    logs,
    ours,
    theirs,
    token: knownToken,
    async get(path, household, headers = {}) {
      const auth = household ? { authorization: `Bearer ${await knownToken(household)}` } : {};
      const request = new Request(`http://solarmon.test${path}`, {
        headers: { ...headers, ...auth },
      });
      return api.fetch(request);
    },
    push: async (body, key, query = "") =>
      api.fetch(postRequest(`/api/v1/readings${query}`, body, { "x-api-key": key })),
    async [Symbol.asyncDispose]() {
      stop.abort();
      await meter[Symbol.asyncDispose]();
      await running;
      await intake[Symbol.asyncDispose]();
    },
  };
}
