import { connect, type MqttClient } from "mqtt";

/** What a device logs in with. */
export interface DeviceLogin {
  readonly username: string;
  readonly password: string;
}

/** A device's own connection. */
export interface Publisher {
  /** Resolves when the broker has acknowledged (QoS 1), or when the signal has fired. */
  publish(topic: string, payload: string): Promise<void>;
  close(): Promise<void>;
}

const RECONNECT_MS = 1_000;

/** Connects, and reconnects for as long as the signal has not fired. */
export function openPublisher(
  url: string,
  login: DeviceLogin,
  signal: AbortSignal,
  onTrouble: (message: string) => void = () => undefined,
): Publisher {
  const client = connect(url, {
    username: login.username,
    password: login.password,
    clientId: `sim-${login.username.slice(0, 8)}-${Math.random().toString(36).slice(2, 8)}`,
    reconnectPeriod: RECONNECT_MS,
    connectTimeout: 10_000,
  });
  client.on("error", (error) => onTrouble(error.message));
  const stopped = new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
  return {
    publish: (topic, payload) =>
      Promise.race([stopped, publishUntilAcknowledged(client, topic, payload, onTrouble)]),
    close: () => client.endAsync(true),
  };
}

async function publishUntilAcknowledged(
  client: MqttClient,
  topic: string,
  payload: string,
  onTrouble: (message: string) => void,
): Promise<void> {
  await client.publishAsync(topic, payload, { qos: 1 }).catch((error: unknown) => {
    if (!client.disconnecting) onTrouble(String(error));
  });
}
