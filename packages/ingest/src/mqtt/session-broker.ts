import { EventEmitter } from "node:events";
import { Aedes, type Client } from "aedes";
import type { DeviceCredential } from "@solarmon/core";
import type { DeviceAuthenticator } from "../intake/device-authenticator.ts";
import { ControlChannel } from "./control-channel.ts";
import type { DeviceConnection } from "./device-connection.ts";
import { maySubscribe } from "./topics.ts";

const SERVER_UNAVAILABLE = 3;
const BAD_USER_NAME_OR_PASSWORD = 4;

export interface SessionBrokerOptions {
  readonly authenticator: DeviceAuthenticator;
  readonly connectTimeoutMs: number;
  /** A device has logged in and been told so. */
  readonly ready: (connection: DeviceConnection, credential: DeviceCredential) => void;
  readonly onError: (error: Error) => void;
}

/** Everything of MQTT but publishing by devices: log-in, sessions, subscriptions, pings. Denies by default. */
export async function createSessionBroker(options: SessionBrokerOptions): Promise<Aedes> {
  const credentials = new WeakMap<Client, DeviceCredential>();
  const broker = await Aedes.createBroker({
    connectTimeout: options.connectTimeoutMs,
    maxClientsIdLength: 1_024,
    preConnect(client, packet, callback) {
      connectionOf(client)?.keepAlive(packet.keepalive ?? 0);
      // The broker does not see publishes, so it cannot tell who is alive; and nothing is kept for who is away.
      Object.assign(packet, { keepalive: 0, clean: true, clientId: ownClientId(packet) });
      callback(null, true);
    },
    authenticate(client, username, password, done) {
      void logIn(options, username ?? "", password ?? "").then((result) => {
        if (typeof result === "number") setImmediate(done, refusal(result), false);
        else {
          credentials.set(client, result);
          setImmediate(done, null, true);
        }
        return undefined;
      });
    },
    authorizePublish(client, packet, callback) {
      // Only a last will comes here.
      const text = Buffer.from(packet.payload).toString("utf8");
      const will = { qos: 0, messageId: 0, payloadStart: 0, topic: packet.topic } as const;
      connectionOf(client)?.publishWill({ ...will, isRetained: packet.retain }, text);
      callback(new Error("a will is handed in as a reading, not passed on"));
    },
    authorizeSubscribe(client, subscription, callback) {
      const credential = credentials.get(client);
      const isAllowed = credential && maySubscribe(subscription.topic, credential);
      callback(null, isAllowed ? subscription : null);
    },
  });
  broker.on("clientReady", (client) => {
    const connection = connectionOf(client);
    const credential = credentials.get(client);
    if (connection && credential) options.ready(connection, credential);
  });
  EventEmitter.prototype.on.call(broker, "error", options.onError); // missing in its types
  return broker;
}

/** The credential, or the return code of CONNACK. */
async function logIn(
  { authenticator, onError }: SessionBrokerOptions,
  username: string,
  password: string | Uint8Array,
): Promise<DeviceCredential | number> {
  try {
    return (await authenticator.authenticate(username, password)) ?? BAD_USER_NAME_OR_PASSWORD;
  } catch (error) {
    onError(error instanceof Error ? error : new Error(String(error)));
    return SERVER_UNAVAILABLE;
  }
}

function connectionOf(client: Client | null): DeviceConnection | undefined {
  return client?.conn instanceof ControlChannel ? client.conn.connection : undefined;
}

/** Client ids are made unique per credential, so that nobody can end the session of someone else. */
function ownClientId(packet: { clientId?: string; username?: string }): string {
  return packet.clientId ? `${packet.username ?? ""}/${packet.clientId}` : "";
}

function refusal(returnCode: number): Error & { returnCode: number } {
  return Object.assign(new Error("bad user name or password"), { returnCode });
}
