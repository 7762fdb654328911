import { connect, type IClientOptions, type MqttClient } from "mqtt";
import { type Catalog, type Clock, SolarmonError } from "@solarmon/core";
import type { Intake } from "../intake/intake.ts";
import { awaitConnection } from "./await-connection.ts";
import { BridgeFlow } from "./bridge-flow.ts";
import { BridgeInlet } from "./bridge-inlet.ts";
import type { DoorLogger } from "./mqtt-door.ts";
import { PlantLookup } from "./plant-lookup.ts";

const KINDS = ["telemetry", "status", "event"] as const;
const FAILED_FROM = 128;
const IN_FLIGHT = 1_000;
const SESSION_SECONDS = 86_400;
/** Tells mqtt.js not to acknowledge: that is done here, once the message is durable. */
const ACKNOWLEDGED_LATER = new Error("acknowledged once it is durable");

export interface MqttBridgeOptions {
  readonly intake: Intake;
  readonly catalog: Pick<Catalog, "findPlant">;
  readonly clock: Clock;
  /** Of the outside broker, e.g. `mqtts://broker.example:8883`. Its access rules are trusted. */
  readonly url: string;
  /** Log-in, TLS and protocol version (default 5), as mqtt.js takes them. */
  readonly client?: Pick<
    IClientOptions,
    "username" | "password" | "ca" | "cert" | "key" | "protocolVersion"
  >;
  /** Names the session that the broker keeps while the bridge is away. Unique per process. Default `solarmon`. */
  readonly clientId?: string;
  /** Bridges of one group share the messages. Default `solarmon`. */
  readonly group?: string;
  /** Messages that are not durable yet; over it the broker waits. Default 1,000. */
  readonly inFlight?: number;
  /** Largest payload [bytes]. Default 64 KiB. */
  readonly payloadBytes?: number;
  /** How long the first connection may take [ms]. Default 10 s. */
  readonly connectTimeoutMs?: number;
  readonly logger?: DoorLogger;
}

/** A subscription at an outside broker. */
export interface MqttBridge extends AsyncDisposable {
  readonly isConnected: boolean;
  /** Messages taken and not acknowledged yet. */
  readonly inFlight: number;
  /** Leaves; the broker keeps what comes meanwhile for a day. */
  close(): Promise<void>;
}

/**
 * Takes readings from an outside broker as a member of a shared subscription. A message is acknowledged once its
 * readings are durable; the connection is made again whenever it breaks.
 *
 * @throws `unavailable` the broker cannot be reached · `forbidden` it refuses the log-in or the subscription
 */
export async function createMqttBridge(options: MqttBridgeOptions): Promise<MqttBridge> {
  const bridge = new Bridge(options);
  await bridge.open();
  return bridge;
}

class Bridge implements MqttBridge {
  readonly #options: MqttBridgeOptions;
  readonly #inlet: BridgeInlet;
  readonly #flow: BridgeFlow;
  #client: MqttClient | null = null;

  constructor(options: MqttBridgeOptions) {
    const { intake, catalog, clock, payloadBytes = 64 * 1024, logger } = options;
    this.#options = options;
    this.#flow = new BridgeFlow({ intake, logger, inFlight: options.inFlight ?? IN_FLIGHT });
    const plants = new PlantLookup(catalog, clock);
    this.#inlet = new BridgeInlet({ intake, plants, clock, payloadBytes, logger });
  }

  async open(): Promise<void> {
    const { url, client: own, clientId = "solarmon", connectTimeoutMs = 10_000 } = this.#options;
    const client = connect(url, {
      protocolVersion: 5,
      ...own,
      clientId,
      clean: false,
      connectTimeout: connectTimeoutMs,
      reconnectPeriod: 1_000,
      resubscribe: false,
      ...((own?.protocolVersion ?? 5) === 5 && {
        properties: {
          receiveMaximum: this.#options.inFlight ?? IN_FLIGHT,
          sessionExpiryInterval: SESSION_SECONDS,
        },
      }),
    });
    this.#client = client;
    client.handleMessage = (packet, callback) => {
      if (packet.cmd === "publish") this.#take(packet, (error) => callback(error));
      else callback();
    };
    client.on("error", (error) => {
      this.#options.logger?.warn({ error: error.message }, "the MQTT bridge has lost its broker");
    });
    try {
      await awaitConnection(client, connectTimeoutMs);
      await this.#subscribe(client);
      client.on("connect", () => void this.#subscribeAgain(client));
    } catch (error) {
      await client.endAsync(true);
      throw error;
    }
  }

  get isConnected(): boolean {
    return this.#client?.connected ?? false;
  }

  get inFlight(): number {
    return this.#flow.inFlight;
  }

  async close(): Promise<void> {
    await this.#client?.endAsync(true);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  /** Not only when the session is new: mosquitto 2.0.11 keeps sessions over a restart, without shared subscriptions. */
  async #subscribeAgain(client: MqttClient): Promise<void> {
    try {
      await this.#subscribe(client);
    } catch (error) {
      this.#options.logger?.warn({ error }, "the MQTT bridge could not subscribe again");
      client.stream.destroy();
    }
  }

  async #subscribe(client: MqttClient): Promise<void> {
    const group = this.#options.group ?? "solarmon";
    const filters = KINDS.map((kind) => `$share/${group}/sm/v1/+/+/${kind}/+`);
    const granted = await client.subscribeAsync(filters, { qos: 1 }).catch((cause: unknown) => {
      throw new SolarmonError("forbidden", "the broker refused the subscription", { cause });
    });
    if (granted.some(({ qos }) => qos >= FAILED_FROM))
      throw new SolarmonError("forbidden", "the broker refused the subscription; allow sm/v1/#");
  }

  #take(
    packet: {
      topic: string;
      payload: Buffer | string;
      qos: 0 | 1 | 2;
      retain: boolean;
      messageId?: number;
    },
    done: (error?: Error) => void,
  ): void {
    const stream = this.#client?.stream;
    if (!stream) return;
    const waiter = this.#flow.add(stream, packet.qos === 0 ? 0 : 1, packet.messageId ?? 0);
    const payload = Buffer.from(packet.payload);
    this.#inlet.take({ topic: packet.topic, payload, isRetained: packet.retain }, waiter);
    this.#flow.whenRoom(() => done(packet.qos === 0 ? undefined : ACKNOWLEDGED_LATER));
  }
}
