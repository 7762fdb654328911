import { type DeviceCredential, type Id, type Refusal, SOURCE_RANK } from "@solarmon/core";
import { scopeOf } from "@solarmon/core/authority";
import type { TenantScope } from "@solarmon/core";
import { parseMessage } from "../check/parse-message.ts";
import type { Intake, SubmissionWaiter } from "../intake/intake.ts";
import type { PublishPacket } from "./publish-packet.ts";
import { topicTarget } from "./topics.ts";

const SOURCE = { name: "mqtt", rank: SOURCE_RANK.live } as const;
const TOPICS_MAX = 4_096;

/** What a credential may do at the door: hand in readings of its own plant. */
export class DeviceSession {
  readonly credential: DeviceCredential;
  /** Messages for topics that are not the credential's. */
  wrongTopics = 0;
  /** Whether one of them named another tenant or plant. */
  wasForeign = false;
  readonly #intake: Intake;
  readonly #scope: TenantScope;
  readonly #now: () => number;
  readonly #deviceByTopic = new Map<string, Id>();

  constructor(credential: DeviceCredential, intake: Intake, now: () => number) {
    this.credential = credential;
    this.#intake = intake;
    this.#scope = scopeOf(credential.tenantId);
    this.#now = now;
  }

  /** Hands the message in, or sets it aside. Either way the waiter hears of it: sending it again cannot help. */
  publish(packet: PublishPacket, text: string, waiter: SubmissionWaiter): void {
    const topicDeviceId = this.#device(packet.topic);
    if (typeof topicDeviceId !== "string") {
      this.refuse(topicDeviceId, text, waiter);
      return;
    }
    let payload: unknown;
    try {
      payload = parseMessage(text);
    } catch (error) {
      const detail = error instanceof Error ? error.message : "not JSON";
      this.refuse({ reason: "malformed", detail }, text, waiter, topicDeviceId);
      return;
    }
    const { plantId, deviceId } = this.credential;
    this.#intake.submit(
      {
        scope: this.#scope,
        plantId,
        deviceId,
        topicDeviceId,
        source: SOURCE,
        receivedAt: this.#now(),
        payload,
        isRetained: packet.isRetained,
      },
      waiter,
    );
  }

  /** Records a message that cannot be read. */
  refuse(
    refusal: Refusal,
    sample: string,
    waiter: SubmissionWaiter,
    deviceId: Id | null = this.credential.deviceId,
  ): void {
    const { plantId } = this.credential;
    const receivedAt = this.#now();
    this.#intake.refuse({
      scope: this.#scope,
      plantId,
      deviceId,
      source: SOURCE,
      receivedAt,
      refusal,
      sample,
    });
    waiter.settled(null, [{ status: "refused", refusals: [refusal] }]);
  }

  #device(topic: string): Id | Refusal {
    const known = this.#deviceByTopic.get(topic);
    if (known !== undefined) return known;
    const target = topicTarget(topic, this.credential);
    if ("refusal" in target) {
      this.wrongTopics++;
      this.wasForeign ||= target.isForeign;
      return target.refusal;
    }
    if (this.#deviceByTopic.size < TOPICS_MAX) this.#deviceByTopic.set(topic, target.deviceId);
    return target.deviceId;
  }
}
