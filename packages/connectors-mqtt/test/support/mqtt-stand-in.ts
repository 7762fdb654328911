import { once } from "node:events";
import { createServer, type Server, type Socket } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import type { Clock, Span } from "@solarmon/core";
import type { Connector, LinkSettings } from "@solarmon/connectors-kit";
import {
  type StandIn,
  type StandInCall,
  type StandInFault,
  type StandInWorld,
  SunPlant,
} from "@solarmon/connectors-kit/stand-in";
import { Aedes, type AuthenticateError, type Client } from "aedes";
import { FAIR_DAY_WH, type Message, messagesOf, type Speech } from "./plug-messages.ts";

const SERVER_UNAVAILABLE = 3;
const BAD_USER_NAME_OR_PASSWORD = 4;
/** Those that end every connection. */
const CUTTING: ReadonlySet<StandInFault | null> = new Set<StandInFault | null>([
  "unauthorized",
  "forbidden",
  "server-error",
  "slow",
  "cut-off",
]);
const DELIVERY_MS = 5_000;
const NOTICE_MS = 30;

const standIns = new Map<string, MqttStandIn>();

/** Two devices and their broker, which wants a password. */
export class MqttStandIn implements StandIn {
  readonly calls: StandInCall[] = [];
  readonly sites: StandIn["sites"];
  readonly #clock: Clock;
  readonly #speech: Speech;
  readonly #plants: ReadonlyMap<string, SunPlant>;
  readonly #broker: Aedes;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #subscribers = new Set<Client>();
  readonly #passwords = ["broker-Secret-4711"];
  #isClosed = false;
  #wasCut = false;
  #fault: StandInFault | null = null;
  #acknowledged = 0;

  private constructor(broker: Aedes, clock: Clock, world: StandInWorld, speech: Speech) {
    this.#broker = broker;
    this.#clock = clock;
    this.#speech = speech;
    this.#plants = new Map(
      Object.entries(FAIR_DAY_WH).map(([name, fairDayWh]) => [
        name,
        new SunPlant({ noonAt: world.noonAt, fairDayWh }),
      ]),
    );
    const devices = [...this.#plants.keys()].map((key) => ({ key, kind: "inverter" }) as const);
    this.sites = [{ key: "local", timeZone: world.timeZone, devices }];
    this.#server = createServer((socket) => this.#accept(socket));
    this.#rule();
  }

  static async start(clock: Clock, world: StandInWorld, speech: Speech): Promise<MqttStandIn> {
    const standIn = new MqttStandIn(await Aedes.createBroker(), clock, world, speech);
    standIn.#server.listen(0, "127.0.0.1");
    await once(standIn.#server, "listening");
    standIns.set(standIn.#address, standIn);
    return standIn;
  }

  get settings(): LinkSettings {
    const password = this.#passwords.at(-1) ?? "";
    return { address: this.#address, shape: this.#speech, username: "solarmon", password };
  }

  energyWh(_siteKey: string, span: Span): number {
    return [...this.#plants.values()].reduce((sum, plant) => sum + plant.energyWh(span), 0);
  }

  misbehave(fault: StandInFault | null): void {
    for (const plant of this.#plants.values()) plant.misbehave(fault, this.#clock.now());
    this.#fault = fault;
    if (CUTTING.has(fault)) this.#cut();
  }

  revoke(): void {
    this.#isClosed = true;
    this.#cut();
  }

  logInAgain(): LinkSettings {
    this.#isClosed = false;
    this.#passwords.push(`broker-Secret-again-${this.#passwords.length}`);
    return this.settings;
  }

  secrets(): readonly string[] {
    return this.#passwords;
  }

  /** Devices say what is true now, and all who listen have heard it. */
  async speak(): Promise<void> {
    if (this.#wasCut) await wait(NOTICE_MS);
    this.#wasCut = false;
    if (this.#subscribers.size === 0) return;
    const messages = messagesOf(this.#plants, this.#speech, this.#clock.now(), this.#fault);
    const wanted = this.#acknowledged + messages.length * this.#subscribers.size;
    for (const message of messages) await this.#publish(message);
    for (let waitedMs = 0; this.#acknowledged < wanted; waitedMs += 2) {
      if (waitedMs > DELIVERY_MS) throw new Error("nobody acknowledged what the devices said");
      await wait(2);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    standIns.delete(this.#address);
    for (const socket of this.#sockets) socket.destroy();
    await new Promise<void>((resolve) => this.#broker.close(resolve));
    await new Promise((resolve) => this.#server.close(resolve));
  }

  get #address(): string {
    const address = this.#server.address();
    return `mqtt://127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
  }

  #accept(socket: Socket): void {
    this.#sockets.add(socket);
    socket.once("close", () => this.#sockets.delete(socket));
    socket.on("error", () => undefined);
    this.#broker.handle(socket);
  }

  #cut(): void {
    this.#wasCut = this.#sockets.size > 0;
    this.#subscribers.clear();
    for (const socket of this.#sockets) socket.destroy();
  }

  #rule(): void {
    this.#broker.authenticate = (client, username, password, done) => {
      if (this.#fault === "slow") return;
      if (this.#fault === "cut-off") {
        this.#note("CONNECT", 500);
        client.conn.destroy();
        return;
      }
      const isRight =
        !this.#isClosed &&
        username === "solarmon" &&
        password?.toString() === this.#passwords.at(-1);
      const code = this.#refusal(isRight);
      this.#note("CONNECT", code === null ? 200 : 401);
      setImmediate(done, code === null ? null : new Refusal(code), code === null);
    };
    this.#broker.authorizeSubscribe = (_client, subscription, done) =>
      done(null, this.#fault === "forbidden" ? null : subscription);
    this.#broker.on("subscribe", (_subscriptions, client) => void this.#greet(client));
    this.#broker.on("clientDisconnect", (client) => this.#subscribers.delete(client));
    this.#broker.on("ack", () => (this.#acknowledged += 1));
  }

  #refusal(isRight: boolean): number | null {
    if (this.#fault === "server-error") return SERVER_UNAVAILABLE;
    return isRight && this.#fault !== "unauthorized" ? null : BAD_USER_NAME_OR_PASSWORD;
  }

  /** As if the devices had been about to speak anyway. */
  async #greet(client: Client): Promise<void> {
    if (this.#fault === "forbidden") return;
    this.#subscribers.add(client);
    await this.speak();
  }

  #note(what: string, status: number): void {
    const at = this.#clock.now();
    this.calls.push({ at, what, status, isOverQuota: false, concurrent: 1 });
  }

  async #publish({ topic, payload }: Message): Promise<void> {
    const packet = { cmd: "publish", topic, payload, qos: 1, retain: false, dup: false } as const;
    await new Promise<void>((resolve) => this.#broker.publish(packet, () => resolve()));
  }
}

class Refusal extends Error implements AuthenticateError {
  readonly returnCode: number;

  constructor(returnCode: number) {
    super("refused");
    this.returnCode = returnCode;
  }
}

/** The connector with devices that speak before each poll: nobody else makes them when the clock is a virtual one. */
export function withSpeakingDevices(connector: Connector): Connector {
  return {
    ...connector,
    open(settings, host) {
      const link = connector.open(settings, host);
      return {
        discover: async (call) => await link.discover(call),
        async *poll(sites, call) {
          if (sites.length > 0) await standIns.get(settings["address"] ?? "")?.speak();
          yield* link.poll(sites, call);
        },
        [Symbol.asyncDispose]: async () => await link[Symbol.asyncDispose](),
      };
    },
  };
}
