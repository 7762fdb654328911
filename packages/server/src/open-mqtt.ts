import { hostname } from "node:os";
import type { Catalog } from "@solarmon/core";
import { SolarmonError, systemClock } from "@solarmon/core";
import type { Intake } from "@solarmon/ingest";
import { createMqttBridge, createMqttDoor } from "@solarmon/ingest/mqtt";
import { mqttUrlOf } from "./mqtt-url.ts";
import { portError } from "./port-error.ts";
import type { Role, Services } from "./services/services.ts";
import type { ServerLogger } from "./start-solarmon.ts";

export interface OpenMqttOptions {
  readonly intake: Intake;
  readonly catalog: Catalog;
  readonly host: string;
  readonly port: number;
  readonly logger: ServerLogger;
  readonly services: Services;
  readonly role: Role;
  /** Tells this process from others of the machine, and is the same after a restart. */
  readonly sessionName: string;
}

/** The way in for MQTT: a door of our own, a subscription at an outside broker, or none. */
export interface OpenMqtt extends AsyncDisposable {
  /** Of the door. */
  readonly url: string | undefined;
  /** Whether the outside broker is there now, where one is read. */
  readonly isConnected?: () => boolean;
}

/** @throws `conflict` the port is taken · `unavailable`, `forbidden` the outside broker */
export async function openMqtt(options: OpenMqttOptions): Promise<OpenMqtt> {
  const { services, role, host, port } = options;
  if (role !== "all" && role !== "ingest")
    return { url: undefined, [Symbol.asyncDispose]: async () => undefined };
  if (services.mqttUrl !== undefined) return await openBridge(services.mqttUrl, options);
  const door = await createMqttDoor({ ...options, clock: systemClock }).catch((error: unknown) => {
    throw portError(error, "MQTT", host, port, "SOLARMON_MQTT_PORT");
  });
  return {
    url: mqttUrlOf(host, door.port),
    [Symbol.asyncDispose]: () => door[Symbol.asyncDispose](),
  };
}

/** Each process has a session of its own at the broker, which goes on where it stopped after a restart. */
async function openBridge(text: string, options: OpenMqttOptions): Promise<OpenMqtt> {
  const url = new URL(text);
  const username = decodeURIComponent(url.username);
  const password = decodeURIComponent(url.password);
  const isShared = isSharedBy(url) ?? options.services.kafka !== undefined;
  [url.username, url.password] = ["", ""];
  url.searchParams.delete("shared");
  const bridge = await createMqttBridge({
    ...options,
    clock: systemClock,
    url: url.href,
    clientId: `solarmon-${hostname()}-${options.sessionName}`,
    ...(isShared ? {} : { group: null }),
    ...(username === "" ? {} : { client: { username, password } }),
  });
  return {
    url: undefined,
    isConnected: () => bridge.isConnected,
    [Symbol.asyncDispose]: () => bridge[Symbol.asyncDispose](),
  };
}

/**
 * What `?shared=` of the URL says. Not told: a process that has a stream of its own has nobody to share with, and
 * reads all, which more brokers keep over their restart than a share.
 */
function isSharedBy({ searchParams }: URL): boolean | undefined {
  const text = searchParams.get("shared");
  if (text === null) return undefined;
  if (text === "true" || text === "false") return text === "true";
  throw new SolarmonError("invalid_argument", "MQTT_URL: ?shared= must be true or false");
}
