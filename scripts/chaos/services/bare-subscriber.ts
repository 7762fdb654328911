import { connect, type MqttClient } from "mqtt";
import type { Ledger } from "../ledger.ts";

const AGAIN_MS = 100;
const MEASURED_AT = /"measuredAt":(\d+)/;

/**
 * A subscriber at Mosquitto with nothing of Solarmon's in it, and a session that lasts: what it never gets, Mosquitto
 * has lost by itself.
 */
export class BareSubscriber implements AsyncDisposable {
  readonly #client: MqttClient;
  readonly #got = new Set<number>();

  private constructor(client: MqttClient, filter: string) {
    this.#client = client;
    client.on("error", () => undefined); // the fault under test
    client.on("connect", () => client.subscribe(filter, { qos: 1 }));
    client.on("message", (_topic, payload) => {
      this.#got.add(Number(MEASURED_AT.exec(payload.toString())?.[1]));
    });
  }

  /** Resolves once it is subscribed. */
  static async start(port: number, clientId: string, filter: string): Promise<BareSubscriber> {
    const client = connect(`mqtt://127.0.0.1:${port}`, {
      protocolVersion: 5,
      clientId,
      clean: false,
      reconnectPeriod: AGAIN_MS,
      resubscribe: false,
      properties: { sessionExpiryInterval: 86_400, receiveMaximum: 10_000 },
    });
    const subscriber = new BareSubscriber(client, filter);
    await new Promise<void>((resolve) => client.once("packetreceive", () => resolve()));
    await client.subscribeAsync(filter, { qos: 1 });
    return subscriber;
  }

  /** Whether the message of that measured time came. */
  has(measuredAt: number): boolean {
    return this.#got.has(measuredAt);
  }

  /** Of what was acknowledged, how many never came. */
  lostOf(ledger: Ledger): number {
    let lost = 0;
    for (const [, readings] of ledger.devices())
      for (const at of readings.keys()) if (!this.#got.has(at)) lost += 1;
    return lost;
  }

  /** Goes, as by a cut; its session stays. */
  async leave(): Promise<void> {
    await this.#client.endAsync(true);
  }

  comeBack(): void {
    this.#client.reconnect();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#client.endAsync(true);
  }
}
