import type { Id, Instant } from "@solarmon/core";
import type { KnownDevice } from "./known-device.ts";

/** Who sent the readings, when, and what he may write. */
export interface CheckContext {
  /** Devices of the sender's plant. */
  readonly devices: ReadonlyMap<Id, KnownDevice>;
  /** The only device that may be written; `null`: a gateway, every device of the plant. */
  readonly deviceId: Id | null;
  /** Device of the topic: the one meant by readings that name none. */
  readonly topicDeviceId?: Id | undefined;
  readonly receivedAt: Instant;
  /** A retained message is a last-known value: without a measured time it is not new. */
  readonly isRetained?: boolean | undefined;
}

/** The device that a reading is for, if the sender may write it; it may not exist. @param named - by the reading */
export function deviceMeant(named: unknown, context: CheckContext): Id | null {
  const id = named ?? context.topicDeviceId ?? context.deviceId;
  if (typeof id !== "string") return null;
  return context.deviceId === null || id === context.deviceId ? id : null;
}
