import { createServer, type Server, type Socket } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import type { Aedes } from "aedes";
import type { Catalog, Clock } from "@solarmon/core";
import {
  createDeviceAuthenticator,
  type DeviceAuthenticator,
} from "../intake/device-authenticator.ts";
import type { Intake } from "../intake/intake.ts";
import { DeviceConnection } from "./device-connection.ts";
import { DeviceSession } from "./device-session.ts";
import { DEFAULT_DOOR_LIMITS, type MqttDoorLimits } from "./door-limits.ts";
import { createSessionBroker } from "./session-broker.ts";

const DRAIN_MS = 2_000;

/** The part of a pino logger that the door uses. */
export interface DoorLogger {
  debug(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}

export interface MqttDoorOptions {
  readonly intake: Intake;
  readonly catalog: Pick<Catalog, "findCredential">;
  readonly clock: Clock;
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  readonly limits?: Partial<MqttDoorLimits>;
  readonly logger?: DoorLogger;
}

export interface MqttDoorCounts {
  readonly connections: number;
  readonly sessions: number;
  /** Messages taken and not acknowledged yet. */
  readonly inFlight: number;
}

/** An open MQTT door (3.1 and 3.1.1). */
export interface MqttDoor extends AsyncDisposable {
  readonly port: number;
  readonly counts: MqttDoorCounts;
  /** Stops reading, acknowledges what becomes durable within two seconds, and closes. */
  close(): Promise<void>;
}

/**
 * Opens the door for devices. A QoS-1 message is acknowledged once its readings are durable, or once it has been set
 * aside with a reason since sending it again cannot help. Resolves when it listens.
 */
export async function createMqttDoor(options: MqttDoorOptions): Promise<MqttDoor> {
  const door = new Door(options);
  await door.open();
  return door;
}

class Door implements MqttDoor {
  readonly #options: MqttDoorOptions;
  readonly #limits: MqttDoorLimits;
  readonly #authenticator: DeviceAuthenticator;
  readonly #connections = new Set<DeviceConnection>();
  readonly #server: Server;
  #broker: Aedes | null = null;
  #sweep: NodeJS.Timeout | null = null;

  constructor(options: MqttDoorOptions) {
    this.#options = options;
    this.#limits = { ...DEFAULT_DOOR_LIMITS, ...options.limits };
    this.#authenticator = createDeviceAuthenticator(options);
    this.#server = createServer({ noDelay: true }, (socket) => this.#accept(socket));
    this.#server.maxConnections = this.#limits.connections;
  }

  async open(): Promise<void> {
    this.#broker = await createSessionBroker({
      authenticator: this.#authenticator,
      connectTimeoutMs: this.#limits.connectTimeoutMs,
      ready: (connection, credential) => {
        const now = (): number => this.#options.clock.now();
        connection.start(new DeviceSession(credential, this.#options.intake, now));
      },
      onError: (error) => this.#options.logger?.warn({ error }, "the MQTT broker failed"),
    });
    try {
      await this.#listen();
    } catch (error) {
      await this.close(); // else the broker's timers keep the process alive
      throw error;
    }
    this.#planSweep();
  }

  get port(): number {
    const address = this.#server.address();
    return typeof address === "object" && address ? address.port : this.#options.port;
  }

  get counts(): MqttDoorCounts {
    const all = [...this.#connections];
    return {
      connections: all.length,
      sessions: all.filter((connection) => connection.session).length,
      inFlight: all.reduce((sum, connection) => sum + connection.inFlight, 0),
    };
  }

  async close(): Promise<void> {
    if (this.#sweep) clearTimeout(this.#sweep);
    this.#sweep = null;
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    for (const connection of this.#connections) connection.stopReading();
    const deadline = performance.now() + DRAIN_MS;
    while (this.counts.inFlight > 0 && performance.now() < deadline) await delay(5);
    for (const connection of this.#connections) connection.close();
    const broker = this.#broker;
    if (broker) await new Promise<void>((resolve) => broker.close(resolve));
    await closed;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  async #listen(): Promise<void> {
    const { host, port } = this.#options;
    await new Promise<void>((resolve, reject) => {
      this.#server.once("error", reject);
      this.#server.listen({ host, port, backlog: 1_024 }, resolve);
    });
  }

  #accept(socket: Socket): void {
    const { intake, logger } = this.#options;
    const connection = new DeviceConnection({
      socket,
      intake,
      limits: this.#limits,
      closed: () => this.#connections.delete(connection),
      failed: (_, error) =>
        logger?.debug(
          { credentialId: connection.session?.credential.id, remote: socket.remoteAddress },
          `an MQTT connection ended: ${error.message}`,
        ),
    });
    this.#connections.add(connection);
    this.#broker?.handle(connection.channel);
  }

  #planSweep(): void {
    const again = (): void => {
      if (this.#sweep) this.#planSweep();
    };
    this.#sweep = setTimeout(
      () => void this.#closeRevoked().then(again, again),
      this.#limits.revocationCheckMs,
    );
    this.#sweep.unref();
  }

  async #closeRevoked(): Promise<void> {
    const byCredential = Map.groupBy(
      [...this.#connections].filter((connection) => connection.session),
      (connection) => connection.session?.credential.id ?? "",
    );
    for (const [id, connections] of byCredential) {
      if (await this.#authenticator.isValid(id)) continue;
      for (const connection of connections) connection.close();
    }
  }
}
