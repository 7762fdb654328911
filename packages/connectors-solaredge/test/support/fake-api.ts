import { createMemoryHost, type VendorLink } from "@solarmon/connectors-kit";
import { HOUR_MS } from "@solarmon/core";
import { VirtualClock } from "@solarmon/core/testing";
import { solaredgeConnector } from "../../src/index.ts";

export const NOW: number = Date.UTC(2026, 5, 10, 10, 5);
const QUARTER_MS = 900_000;

type Answer = (query: URLSearchParams) => object;

/** Replies by how the path with its query begins; a number is the status of an error. */
export type Replies = Readonly<Record<string, Answer | object | number>>;

export interface FakeApi {
  readonly link: VendorLink;
  readonly clock: VirtualClock;
  /** Path and query of each call. */
  readonly asked: string[];
  readonly headers: Headers[];
  replies: Replies;
}

/** A link to an API that answers from a table. */
export async function openFakeApi(replies: Replies, accountKey = ""): Promise<FakeApi> {
  const clock = new VirtualClock(NOW);
  const settings = { apiKey: "key-1", ...(accountKey !== "" && { accountKey }) };
  const api = { clock, asked: [] as string[], headers: [] as Headers[], replies };
  const fetch = async (url: string, init: RequestInit): Promise<Response> => {
    const path = url.slice(url.indexOf("/v2") + 3);
    api.asked.push(path);
    api.headers.push(new Headers(init.headers));
    const entry = Object.entries(api.replies).find(([start]) => path.startsWith(start));
    const found = entry?.[1] ?? 404;
    const body: unknown = typeof found === "function" ? found(new URL(url).searchParams) : found;
    if (typeof body !== "number") return Response.json(body);
    return Response.json({ title: "No", status: body, traceId: "t-1" }, { status: body });
  };
  const host = await createMemoryHost(solaredgeConnector, settings, { clock, fetch });
  return Object.assign(api, { link: solaredgeConnector.open(settings, host) });
}

/** What the sun of the fake gives in a quarter of an hour, from eight o'clock on. */
export const QUARTER_WH = 250;

/** Telemetry of an inverter in Dublin in June; the portal knows nothing newer than an hour ago. */
export function inverterTelemetry(serial: string): Answer {
  return (query) => {
    const [from, to] = ["from", "to"].map((name) => Date.parse(`${query.get(name)}+01:00`));
    const rows: { timestamp: string; value: number | null }[] = [];
    for (let at = from ?? 0; at < (to ?? 0); at += QUARTER_MS) {
      const timestamp = `${new Date(at + HOUR_MS).toISOString().slice(0, 19)}+01:00`;
      const isKnown = timestamp.slice(11) >= "08" && at + QUARTER_MS + HOUR_MS <= NOW;
      rows.push({ timestamp, value: isKnown ? QUARTER_WH : null });
    }
    const energy = { unit: "WH", resolution: "QUARTER_HOUR", values: rows };
    return { inverters: { [serial]: { energy } } };
  };
}
