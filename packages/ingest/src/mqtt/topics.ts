import { type DeviceCredential, type Id, isId, type Refusal } from "@solarmon/core";

const KINDS: ReadonlySet<string> = new Set(["telemetry", "status", "event"]);
const SHOWN = 200;

/** Where a message belongs, or why it may not be sent. */
export type TopicTarget =
  | { readonly deviceId: Id }
  | {
      readonly refusal: Refusal;
      /** The topic names another tenant or plant. */
      readonly isForeign: boolean;
    };

/** The ids in a telemetry, status or event topic; `null` for any other topic. */
export function deviceTopic(topic: string): { tenantId: Id; plantId: Id; deviceId: Id } | null {
  const [sm, version, tenantId, plantId, kind, deviceId, ...more] = topic.split("/");
  if (sm !== "sm" || version !== "v1" || more.length > 0 || !KINDS.has(kind ?? "")) return null;
  if (!isId(tenantId) || !isId(plantId) || !isId(deviceId)) return null;
  return { tenantId, plantId, deviceId };
}

/** The device of a telemetry, status or event topic that the credential may write to. */
export function topicTarget(topic: string, credential: DeviceCredential): TopicTarget {
  const place = deviceTopic(topic);
  if (!place) return refused(topic, false);
  const { tenantId, plantId, deviceId } = place;
  if (tenantId !== credential.tenantId || plantId !== credential.plantId)
    return refused(topic, true);
  if (credential.deviceId !== null && deviceId !== credential.deviceId)
    return refused(topic, false);
  return { deviceId };
}

function refused(topic: string, isForeign: boolean): TopicTarget {
  const detail =
    `topic "${topic.slice(0, SHOWN)}" is not one this credential may write to; ` +
    "it is sm/v1/{tenantId}/{plantId}/telemetry/{deviceId} with the ids that came with the credential";
  return { refusal: { reason: "wrong_topic", detail }, isForeign };
}

/** Whether a filter matches nothing but commands for the devices of the credential. */
export function maySubscribe(filter: string, credential: DeviceCredential): boolean {
  const commands = `sm/v1/${credential.tenantId}/${credential.plantId}/command/`;
  if (!filter.startsWith(commands)) return false;
  const device = filter.slice(commands.length);
  if (credential.deviceId !== null) return device === credential.deviceId;
  return device === "+" || isId(device);
}
