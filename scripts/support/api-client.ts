import { createClient } from "graphql-ws";
import { WebSocket } from "ws";
import type { PreparedFleet } from "./prepare-fleet.ts";

interface LiveDevice {
  readonly deviceId: string;
  readonly measuredAt: string;
}

export interface LiveEvent {
  readonly power: number | null;
  readonly devices: readonly LiveDevice[];
  readonly snapshot: boolean;
}

const LIVE = `subscription ($plantId: ID!) {
  plantLive(plantId: $plantId) { power snapshot cursor devices { deviceId measuredAt values { point value } } }
}`;

/** Logs the fleet's user in; resolves to the bearer token. */
export async function logIn(url: string, fleet: PreparedFleet): Promise<string> {
  if (!fleet.user) throw new Error("the fleet was prepared without a user");
  const response = await fetch(`${url}/api/v1/sessions`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(fleet.user),
  });
  if (!response.ok) throw new Error(`log-in failed: ${response.status} ${await response.text()}`);
  const { token }: { token: string } = JSON.parse(await response.text());
  return token;
}

/** Follows a plant; resolves once the snapshot is there. The function it gives ends the subscription. */
export async function subscribePlant(
  url: string,
  token: string,
  plantId: string,
  onEvent: (event: LiveEvent) => void,
): Promise<() => void> {
  const client = createClient({
    url: `${url.replace("http", "ws")}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: { token },
    retryAttempts: 0,
  });
  return new Promise((resolve, reject) => {
    client.subscribe<{ plantLive: LiveEvent }>(
      { query: LIVE, variables: { plantId } },
      {
        next({ data, errors }) {
          if (!data) return reject(new Error(JSON.stringify(errors)));
          if (data.plantLive.snapshot) resolve(() => void client.dispose());
          onEvent(data.plantLive);
        },
        error: (error) => reject(error instanceof Error ? error : new Error(JSON.stringify(error))),
        complete: () => {},
      },
    );
  });
}
