import type { IClientOptions, MqttClient } from "mqtt";
import { type MqttMessage } from "@solarmon/connectors-kit";
import { type Clock, SECOND_MS } from "@solarmon/core";
import { cancelledError, connectionError, subscriptionError } from "./connection-errors.ts";
import type { MqttSettings } from "./mqtt-settings.ts";

const CONNECT_MS = 10 * SECOND_MS;
const PING_S = 30;
const REFUSED_FROM = 128;

export interface SubscriptionOptions {
  readonly settings: MqttSettings;
  readonly clock: Clock;
  readonly timeoutMs: number | undefined;
  /** @returns filters to subscribe to; asked at each new connection */
  readonly onConnect: () => readonly string[];
  readonly onMessage: (message: MqttMessage) => void;
}

/**
 * A subscription that stays. It never connects again by itself: whoever schedules decides about that, so that a broker
 * which refuses is not asked again and again.
 */
export class Subscription implements AsyncDisposable {
  readonly #options: SubscriptionOptions;
  #client: MqttClient | undefined;
  #connecting: Promise<void> | undefined;
  #isClosed = false;

  constructor(options: SubscriptionOptions) {
    this.#options = options;
  }

  /**
   * Connects unless it is connected.
   *
   * @returns whether it had to
   * @throws `ConnectorError` · `cancelled` the caller's signal fired
   */
  async ensure(signal: AbortSignal | undefined): Promise<boolean> {
    if (this.#client?.connected === true) return false;
    this.#connecting ??= this.#connect().finally(() => (this.#connecting = undefined));
    await orCancelled(this.#connecting, signal);
    return true;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isClosed = true;
    const connecting = this.#connecting;
    await this.#leave();
    await connecting?.catch(() => undefined);
  }

  async #connect(): Promise<void> {
    await this.#leave();
    const { connect } = await import("mqtt");
    const client = connect(this.#options.settings.url, this.#clientOptions());
    this.#client = client;
    try {
      await connected(client);
      await this.#subscribe(client);
    } catch (error) {
      await this.#leave();
      throw error;
    }
    if (this.#isClosed) await this.#leave();
  }

  #clientOptions(): IClientOptions {
    const { settings, timeoutMs = CONNECT_MS } = this.#options;
    const { username, password } = settings;
    return {
      ...(username !== "" && { username }),
      ...(password !== "" && { password }),
      clean: true,
      reconnectPeriod: 0,
      connectTimeout: timeoutMs,
      keepalive: PING_S,
    };
  }

  async #subscribe(client: MqttClient): Promise<void> {
    const { clock, onConnect, onMessage } = this.#options;
    const topics = onConnect();
    client.on("message", (topic, payload, { retain: retained }) =>
      onMessage({ topic, payload, receivedAt: clock.now(), retained }),
    );
    const granted = await client.subscribeAsync([...topics], { qos: 1 }).catch(() => []);
    if (!client.connected) throw connectionError(undefined);
    const isRefused = granted.some(({ qos }) => qos >= REFUSED_FROM);
    if (granted.length === 0 || isRefused) throw subscriptionError();
    this.#keepAlive(client);
  }

  /** A GX device tells nothing unless somebody asks it to, twice a minute. */
  #keepAlive(client: MqttClient): void {
    const { keepAlive } = this.#options.settings;
    if (!keepAlive) return;
    const ask = (): void => {
      if (client.connected) client.publish(keepAlive.topic, keepAlive.payload);
    };
    ask();
    const timer = setInterval(ask, keepAlive.intervalMs);
    client.once("close", () => clearInterval(timer));
  }

  async #leave(): Promise<void> {
    const client = this.#client;
    this.#client = undefined;
    await client?.endAsync(true).catch(() => undefined);
  }
}

async function connected(client: MqttClient): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    client.once("connect", () => resolve());
    client.once("close", () => reject(connectionError(undefined)));
    // Stays: an error that nobody listens to ends the process.
    client.on("error", (error) => reject(connectionError(error)));
  });
}

async function orCancelled(work: Promise<void>, signal: AbortSignal | undefined): Promise<void> {
  if (!signal) return await work;
  if (signal.aborted) throw cancelledError();
  // Goes on without the caller; what becomes of it the next one sees.
  work.catch(() => undefined);
  await new Promise<void>((resolve, reject) => {
    const stop = (): void => reject(cancelledError());
    signal.addEventListener("abort", stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", stop));
  });
}
