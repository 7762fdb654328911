import { type Client, createClient } from "graphql-ws";
import { WebSocket } from "ws";
import type { House } from "./house.ts";
import type { Household } from "./household.ts";
import { jsonOf } from "./json-of.ts";

export const PLANT_LIVE = `subscription Live($id: ID!, $after: String) {
  plantLive(plantId: $id, after: $after) {
    plantId timestamp power cursor snapshot devices { deviceId measuredAt values { point value } }
  }
}`;

export interface LiveFrame {
  readonly plantId: string;
  readonly timestamp: string | null;
  readonly power: number | null;
  readonly cursor: string;
  readonly snapshot: boolean;
  readonly devices: readonly {
    readonly deviceId: string;
    readonly values: readonly { readonly point: string; readonly value: number | null }[];
  }[];
}

export interface GraphqlAnswer<T> {
  readonly data?: T | null;
  readonly errors?: readonly {
    readonly message: string;
    readonly extensions?: { readonly code?: string };
  }[];
}

/** A client of the server at `url` with that token. */
export function connect(url: string, token: string | undefined): Client {
  return createClient({
    url: `${url.replace("http", "ws")}/graphql`,
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    ...(token === undefined ? {} : { connectionParams: { token } }),
  });
}

type LiveData = { readonly plantLive: LiveFrame };
type LiveFrames = AsyncIterableIterator<{
  readonly data?: LiveData | null | undefined;
  readonly errors?: unknown;
}>;

/** Subscribes to the live page of a plant. */
export function subscribeLive(client: Client, plantId: string, after?: string): LiveFrames {
  const variables = { id: plantId, after: after ?? null };
  return client.iterate<LiveData>({ query: PLANT_LIVE, variables });
}

/** The next frame; fails on errors and at the end. */
export async function nextFrame(frames: LiveFrames): Promise<LiveFrame> {
  const next = await frames.next();
  if (next.done) throw new Error("the subscription ended");
  const { data, errors } = next.value;
  if (!data) throw new Error(JSON.stringify(errors));
  return data.plantLive;
}

/** Asks over HTTP. */
export async function ask<T>(
  house: House,
  household: Household,
  query: string,
  variables: object = {},
): Promise<GraphqlAnswer<T>> {
  const response = await house.api.fetch(
    new Request("http://solarmon.test/graphql", {
      method: "POST",
      headers: {
        "content-type": "application/json",
        authorization: `Bearer ${await house.token(household)}`,
      },
      body: JSON.stringify({ query, variables }),
    }),
  );
  return jsonOf<GraphqlAnswer<T>>(response);
}
