import { connect, type IClientOptions, type IPublishPacket, type MqttClient } from "mqtt";
import type { Catalog, Clock } from "@solarmon/core";
import type { Intake } from "../intake/intake.ts";
import { awaitConnection } from "./await-connection.ts";
import { lastingSession, reconnectSoon } from "./bridge-connection.ts";
import { BridgeFlow } from "./bridge-flow.ts";
import { BridgeHold } from "./bridge-hold.ts";
import { BridgeInlet } from "./bridge-inlet.ts";
import { readToTheEnd } from "./bridge-stream.ts";
import { BridgeSubscription } from "./bridge-subscription.ts";
import type { DoorLogger } from "./mqtt-door.ts";
import { PlantLookup } from "./plant-lookup.ts";

const GROUP = "solarmon";
const IN_FLIGHT = 50_000;
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
  /**
   * Bridges of one group share the messages. `null`: this one reads all. Mosquitto's `mosquitto.db` keeps such a
   * subscription over a restart, and no shared one. Default `solarmon`.
   */
  readonly group?: string | null;
  /**
   * Messages that are not durable yet; over it, and over 64 MiB, the broker waits. A broker that dies takes with it
   * what waits there. At most 65,535. Default 50,000.
   */
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
 * Takes readings from an outside broker, as one of a group that share them or alone. A message is acknowledged once its
 * readings are durable, and held until they are; the connection is made again soon whenever it breaks.
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
  readonly #hold: BridgeHold;
  readonly #flow: BridgeFlow;
  readonly #subscription: BridgeSubscription;
  #client: MqttClient | null = null;

  constructor(options: MqttBridgeOptions) {
    const { intake, catalog, clock, payloadBytes = 64 * 1024, logger, group = GROUP } = options;
    this.#options = options;
    this.#flow = new BridgeFlow({ intake, inFlight: options.inFlight ?? IN_FLIGHT });
    const plants = new PlantLookup(catalog, clock);
    const inlet = new BridgeInlet({ intake, plants, clock, payloadBytes, logger });
    this.#hold = new BridgeHold(inlet, logger);
    this.#subscription = new BridgeSubscription(group);
  }

  async open(): Promise<void> {
    const { clock, connectTimeoutMs: connectTimeout = 10_000 } = this.#options;
    const { url, client: own, clientId = "solarmon", inFlight = IN_FLIGHT } = this.#options;
    const client = connect(url, lastingSession({ ...own, clientId, connectTimeout }, inFlight));
    this.#client = client;
    client.handleMessage = (packet, callback) => {
      if (packet.cmd === "publish") this.#take(packet, (error) => callback(error));
      else callback();
    };
    client.on("error", (error) => {
      this.#options.logger?.warn({ error: error.message }, "the MQTT bridge has lost its broker");
    });
    client.on("connect", () => readToTheEnd(client.stream));
    const isBack = reconnectSoon(client, () => clock.now());
    try {
      await awaitConnection(client, connectTimeout);
      await this.#subscription.make(client);
      isBack();
      client.on("connect", () => void this.#subscribeAgain(client, isBack));
      await this.#subscription.endOther(client, GROUP);
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
    this.#hold.close();
    await this.#client?.endAsync(true);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  /** Not only when the session is new: Mosquitto keeps sessions over a restart, without shared subscriptions. */
  async #subscribeAgain(client: MqttClient, isBack: () => void): Promise<void> {
    try {
      await this.#subscription.make(client);
      isBack();
    } catch (error) {
      this.#options.logger?.warn({ error }, "the MQTT bridge could not subscribe again");
      client.stream.destroy();
    }
  }

  #take(packet: IPublishPacket, done: (error?: Error) => void): void {
    const stream = this.#client?.stream;
    if (!stream) return;
    const payload = Buffer.from(packet.payload);
    const { messageId = 0, qos } = packet;
    const bytes = payload.length;
    const waiter = this.#flow.add(stream, { qos: qos === 0 ? 0 : 1, messageId, bytes });
    this.#hold.take({ topic: packet.topic, payload, isRetained: packet.retain }, waiter);
    this.#flow.whenRoom(() => done(qos === 0 ? undefined : ACKNOWLEDGED_LATER));
  }
}
