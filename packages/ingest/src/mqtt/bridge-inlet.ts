import { type Clock, type Id, SOURCE_RANK, type TenantScope } from "@solarmon/core";
import { parseMessage } from "../check/parse-message.ts";
import type { Intake, SubmissionWaiter } from "../intake/intake.ts";
import type { DoorLogger } from "./mqtt-door.ts";
import type { PlantLookup } from "./plant-lookup.ts";
import { deviceTopic } from "./topics.ts";

const SOURCE = { name: "mqtt-bridge", rank: SOURCE_RANK.live } as const;

/** A message as the outside broker gave it. */
export interface BridgedMessage {
  readonly topic: string;
  readonly payload: Buffer;
  readonly isRetained: boolean;
}

export interface BridgeInletOptions {
  readonly intake: Intake;
  readonly plants: PlantLookup;
  readonly clock: Clock;
  readonly payloadBytes: number;
  readonly logger?: DoorLogger | undefined;
}

/** Hands bridged messages to the intake. The outside broker has proven the sender; the plant must be the tenant's. */
export class BridgeInlet {
  readonly #options: BridgeInletOptions;

  constructor(options: BridgeInletOptions) {
    this.#options = options;
  }

  take(message: BridgedMessage, waiter: SubmissionWaiter): void {
    const place = deviceTopic(message.topic);
    if (!place) {
      this.#drop(message, waiter);
      return;
    }
    const { tenantId, plantId, deviceId } = place;
    const held = this.#options.plants.held(tenantId, plantId);
    if (held === undefined) void this.#look(message, waiter, tenantId, plantId, deviceId);
    else this.#enter(message, waiter, held, plantId, deviceId);
  }

  async #look(
    message: BridgedMessage,
    waiter: SubmissionWaiter,
    tenantId: Id,
    plantId: Id,
    deviceId: Id,
  ): Promise<void> {
    let scope: TenantScope | null;
    try {
      scope = await this.#options.plants.find(tenantId, plantId);
    } catch (error) {
      waiter.settled(error instanceof Error ? error : new Error(String(error)), []);
      return;
    }
    this.#enter(message, waiter, scope, plantId, deviceId);
  }

  #enter(
    message: BridgedMessage,
    waiter: SubmissionWaiter,
    scope: TenantScope | null,
    plantId: Id,
    topicDeviceId: Id,
  ): void {
    if (!scope) {
      this.#drop(message, waiter);
      return;
    }
    const { clock, intake, payloadBytes } = this.#options;
    const sender = { scope, plantId, deviceId: null, source: SOURCE, receivedAt: clock.now() };
    const refuse = (reason: "malformed" | "too_large", detail: string): void => {
      const sample = message.payload.toString("utf8", 0, 4_096);
      const refusal = { reason, detail };
      intake.refuse({ ...sender, deviceId: topicDeviceId, refusal, sample });
      waiter.settled(null, [{ status: "refused", refusals: [refusal] }]);
    };
    if (message.payload.length > payloadBytes) {
      const size = message.payload.length;
      refuse("too_large", `a message of ${size} bytes; the largest is ${payloadBytes}`);
      return;
    }
    let payload: unknown;
    try {
      payload = parseMessage(message.payload.toString());
    } catch (error) {
      refuse("malformed", error instanceof Error ? error.message : "not JSON");
      return;
    }
    const { isRetained } = message;
    intake.submit({ ...sender, topicDeviceId, payload, isRetained }, waiter);
  }

  /** Nobody's: there is no quarantine to put it in. */
  #drop({ topic }: BridgedMessage, waiter: SubmissionWaiter): void {
    const text = "a bridged message is for no plant of its tenant; check the ids in its topic";
    this.#options.logger?.warn({ topic: topic.slice(0, 200) }, text);
    waiter.settled(null, []);
  }
}
