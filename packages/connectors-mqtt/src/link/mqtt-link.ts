import type {
  DiscoveredSite,
  KnownSite,
  LinkCall,
  LinkHost,
  LinkPage,
  VendorLink,
} from "@solarmon/connectors-kit";
import { setTimeout as wait } from "node:timers/promises";
import type { MqttShape } from "../mqtt-shape.ts";
import { cancelledError, unreadableError } from "./connection-errors.ts";
import { siteOf } from "./heard-site.ts";
import { Inbox } from "./inbox.ts";
import type { MqttSettings } from "./mqtt-settings.ts";
import { Subscription } from "./subscription.ts";

/** After connecting, what brokers keep and devices tell when asked comes at once; others speak when they will. */
const FIRST_WAIT_MS = 2_000;
const QUIET_MS = 150;
const STEP_MS = 10;

/** A subscription at one broker, which is its only site: `poll` hands out what has arrived since. */
export class MqttLink implements VendorLink {
  readonly #settings: MqttSettings;
  readonly #inbox = new Inbox();
  readonly #subscription: Subscription;
  #shape: MqttShape;

  constructor(settings: MqttSettings, host: LinkHost) {
    this.#settings = settings;
    this.#shape = settings.createShape();
    this.#subscription = new Subscription({
      settings,
      clock: host.clock,
      timeoutMs: host.timeoutMs,
      onConnect: () => this.#startAnew(),
      onMessage: (message) => this.#inbox.add(message.topic, this.#shape.decode(message)),
    });
  }

  /** Devices that have been heard so far. One that speaks later makes itself known by its readings. */
  async discover({ signal }: LinkCall = {}): Promise<readonly DiscoveredSite[]> {
    await this.#subscription.ensure(signal);
    const isSilent = this.#inbox.devices.size === 0;
    if (isSilent) await this.#firstArrivals(signal);
    if (this.#inbox.devices.size === 0 && this.#inbox.isUnreadable) throw unreadableError();
    return [siteOf(this.#inbox.devices, this.#settings.url)];
  }

  async *poll(sites: readonly KnownSite[], { signal }: LinkCall = {}): AsyncGenerator<LinkPage> {
    const [site] = sites;
    if (!site) return;
    const isNew = await this.#subscription.ensure(signal);
    if (isNew) await this.#firstArrivals(signal);
    const { readings, problems, isUnreadable } = this.#inbox.handOut();
    const error = isUnreadable ? unreadableError() : undefined;
    yield { siteKey: site.key, readings, problems, ...(error && { error }) };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#subscription[Symbol.asyncDispose]();
  }

  /** What a shape remembers of a device is true only while nothing was missed. */
  #startAnew(): readonly string[] {
    this.#shape = this.#settings.createShape();
    return this.#settings.topics.length > 0 ? this.#settings.topics : this.#shape.topics;
  }

  /** Until it is quiet again, or as long as nothing comes. */
  async #firstArrivals(signal: AbortSignal | undefined): Promise<void> {
    let [quietMs, arrived] = [0, 0];
    for (let waitedMs = 0; waitedMs < FIRST_WAIT_MS; waitedMs += STEP_MS) {
      if (arrived > 0 && quietMs >= QUIET_MS) return;
      if (signal?.aborted === true) throw cancelledError();
      await wait(STEP_MS);
      quietMs = this.#inbox.arrived === arrived ? quietMs + STEP_MS : 0;
      arrived = this.#inbox.arrived;
    }
  }
}
