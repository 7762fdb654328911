import { SolarmonError } from "@solarmon/core";
import type { MqttClient } from "mqtt";

const KINDS = ["telemetry", "status", "event"] as const;
const FAILED_FROM = 128;
/** Retained messages come with the first subscription, not with each connection. */
const RETAINED_ONCE = 1;

/** What a bridge reads: a group's share, or (`null`) all. */
export class BridgeSubscription {
  readonly #group: string | null;

  constructor(group: string | null) {
    this.#group = group;
  }

  /** @throws `forbidden` when the broker refuses it */
  async make(client: MqttClient): Promise<void> {
    const options = { qos: 1, rh: RETAINED_ONCE } as const;
    const filters = filtersOf(this.#group);
    const granted = await client.subscribeAsync(filters, options).catch((cause: unknown) => {
      throw new SolarmonError("forbidden", "the broker refused the subscription", { cause });
    });
    if (granted.some(({ qos }) => qos >= FAILED_FROM))
      throw new SolarmonError("forbidden", "the broker refused the subscription; allow sm/v1/#");
  }

  /**
   * Ends what the session has from a time when it read all, or had a share: else every message came twice.
   *
   * @param group - of which the session may have been
   */
  async endOther(client: MqttClient, group: string): Promise<void> {
    const other = this.#group === null ? group : null;
    await client.unsubscribeAsync(filtersOf(other)).catch(() => undefined); // it had none
  }
}

function filtersOf(group: string | null): string[] {
  const prefix = group === null ? "" : `$share/${group}/`;
  return KINDS.map((kind) => `${prefix}sm/v1/+/+/${kind}/+`);
}
