import { connect, type IClientOptions, type MqttClient } from "mqtt";
import { type Catalog, type Clock, SolarmonError } from "@solarmon/core";
import type { Intake } from "../intake/intake.ts";
import { AckQueue } from "./ack-queue.ts";
import { BridgeInlet } from "./bridge-inlet.ts";
import type { DoorLogger } from "./mqtt-door.ts";
import { PlantLookup } from "./plant-lookup.ts";

const KINDS = ["telemetry", "status", "event"] as const;
const FAILED_FROM = 128;
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
  readonly #maxInFlight: number;
  #client: MqttClient | null = null;
  #acks: AckQueue | null = null;
  #goOn: (() => void) | null = null;

  constructor(options: MqttBridgeOptions) {
    const { intake, catalog, clock, payloadBytes = 64 * 1024, inFlight = 1_000 } = options;
    this.#options = options;
    this.#maxInFlight = inFlight;
    const plants = new PlantLookup(catalog, clock);
    const { logger } = options;
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
        properties: { receiveMaximum: this.#maxInFlight, sessionExpiryInterval: SESSION_SECONDS },
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
      await connected(client, connectTimeoutMs);
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
    return this.#acks?.size ?? 0;
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
    const acks = this.#acksOf(this.#client?.stream);
    const waiter = acks.add(packet.qos === 0 ? 0 : 1, packet.messageId ?? 0);
    const payload = Buffer.from(packet.payload);
    this.#inlet.take({ topic: packet.topic, payload, isRetained: packet.retain }, waiter);
    const goOn = (): void => done(packet.qos === 0 ? undefined : ACKNOWLEDGED_LATER);
    if (acks.size >= this.#maxInFlight) this.#goOn = goOn;
    else this.#options.intake.whenRoom(goOn);
  }

  #stream: MqttClient["stream"] | undefined;

  /** Acks belong to the connection that brought their messages: the broker gives them anew on the next one. */
  #acksOf(stream: MqttClient["stream"] | undefined): AckQueue {
    if (this.#acks && this.#stream === stream) return this.#acks;
    this.#stream = stream;
    this.#goOn = null;
    this.#acks = new AckQueue({
      write: (acks) => stream?.write(acks),
      failed: (error) => {
        this.#options.logger?.warn({ error: error.message }, "bridged messages are asked for anew");
        stream?.destroy();
      },
      flushed: () => this.#room(),
    });
    return this.#acks;
  }

  #room(): void {
    const goOn = this.#goOn;
    this.#goOn = null;
    if (goOn) this.#options.intake.whenRoom(goOn);
  }
}

async function connected(client: MqttClient, timeoutMs: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const fail = (cause?: Error): void => {
      clearTimeout(timer);
      const code = isRefusal(cause) ? "forbidden" : "unavailable";
      const message = `the MQTT broker cannot be used: ${cause?.message ?? "no answer in time"}`;
      reject(new SolarmonError(code, message, { cause }));
    };
    const timer = setTimeout(fail, timeoutMs);
    client.once("error", fail);
    client.once("connect", () => {
      clearTimeout(timer);
      client.off("error", fail);
      resolve();
    });
  });
}

/** mqtt.js puts the return code of CONNACK into `code`; errors of the network have a text there. */
function isRefusal(error: Error | undefined): boolean {
  return error !== undefined && "code" in error && typeof error.code === "number";
}
