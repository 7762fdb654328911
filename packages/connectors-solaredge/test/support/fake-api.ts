import { createMemoryHost, type VendorLink } from "@solarmon/connectors-kit";
import { VirtualClock } from "@solarmon/core/testing";
import { solaredgeConnector } from "../../src/index.ts";

export const NOW: number = Date.UTC(2026, 5, 10, 10, 5);
const QUARTER_MS = 900_000;

/** Replies by how the path with its query begins; a number is the status of an error. */
export type Replies = Readonly<Record<string, unknown>>;

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
    const body = entry?.[1] ?? 404;
    if (typeof body !== "number") return Response.json(body);
    return Response.json({ title: "No", status: body, traceId: "t-1" }, { status: body });
  };
  const host = await createMemoryHost(solaredgeConnector, settings, { clock, fetch });
  return Object.assign(api, { link: solaredgeConnector.open(settings, host) });
}

/** Telemetry of one inverter whose newest quarter of an hour began an hour before now. */
export function inverterTelemetry(serial: string): object {
  const timestamp = new Date(Math.floor(NOW / QUARTER_MS) * QUARTER_MS - 4 * QUARTER_MS);
  const values = [{ timestamp: timestamp.toISOString().replace("Z", "+00:00"), value: 4.2 }];
  return { inverters: { [serial]: { power: { unit: "KW", resolution: "QUARTER_HOUR", values } } } };
}
