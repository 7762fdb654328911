import { type JsonObject, objectOf, parseInstant } from "@solarmon/connectors-kit";
import type { Instant } from "@solarmon/core";
import { hasValue } from "../has-value.ts";
import { arrivalOf, isSet } from "../measured-at.ts";
import type { MessageReader, MessageSink, TextMessage } from "../message-reader.ts";
import { parsePayload } from "../parse-payload.ts";
import { TASMOTA_MAPS, type TasmotaMap, type TasmotaPlace } from "./points.ts";
import { readEnergy } from "./read-energy.ts";

/** Both orders of prefix and topic that are in use; a longer full topic is read, but must be subscribed to by hand. */
const TOPICS = ["tele/+/SENSOR", "stat/+/STATUS10", "+/tele/SENSOR", "+/stat/STATUS10"];
const TOPIC = /^(?:(.+)\/)?(?:tele|stat)\/(?:(.+)\/)?(SENSOR|ENERGY|STATUS10|STATUS8|LWT)$/u;
const MAX_TOPICS = 10_000;

/** Where a message belongs. */
interface Address {
  /** What the full topic holds beside prefix and command. */
  readonly deviceId: string;
  readonly command: string;
}

/** Reads energy meters that run Tasmota. Their time has no offset and is often wrong: arrival counts. */
export function createTasmotaReader(place: TasmotaPlace): MessageReader {
  const map = TASMOTA_MAPS[place];
  const addresses = new Map<string, Address | null>();
  return {
    topics: TOPICS,
    read(message, sink) {
      let address = addresses.get(message.topic);
      if (address === undefined) {
        if (addresses.size >= MAX_TOPICS) addresses.clear();
        addresses.set(message.topic, (address = addressOf(message.topic)));
      }
      if (address) readMessage(address, message, map, sink);
      else
        sink.problems.addOnce(
          message.topic,
          sink.path,
          "unknown_field",
          "no topic of SENSOR values",
        );
    },
  };
}

function addressOf(topic: string): Address | null {
  const [, before, after, command] = TOPIC.exec(topic) ?? [];
  const deviceId = [before, after].filter((part) => part !== undefined).join("/");
  return command === undefined || deviceId === "" ? null : { deviceId, command };
}

function readMessage(
  { deviceId, command }: Address,
  message: TextMessage,
  map: TasmotaMap,
  sink: MessageSink,
): void {
  const { problems, path } = sink;
  if (command === "LWT")
    return problems.add(path, "no_telemetry", "tells whether the device is there, no value");
  const payload = parsePayload(message, sink);
  if (payload === undefined) return;
  const status = objectOf(payload)?.["StatusSNS"] ?? payload;
  // Before version 6 the values came by themselves, under tele/…/ENERGY.
  const energy = objectOf(command === "ENERGY" ? status : objectOf(status)?.["ENERGY"]);
  if (!energy) {
    const detail = "no ENERGY: other sensors, and meters read by script, need a mapping";
    return problems.addOnce(message.topic, path, "no_telemetry", detail);
  }
  const values = readEnergy(energy, map, sink);
  if (!hasValue(values))
    return problems.addOnce(message.topic, `${path}/ENERGY`, "no_telemetry", "no value to keep");
  const measuredAt = timeOf(objectOf(status), message, sink);
  if (measuredAt !== null) sink.readings.push({ deviceId, kind: map.kind, measuredAt, values });
}

/** `Time` counts only where it has an offset (SetOption52) and the clock has been set. */
function timeOf(
  status: JsonObject | undefined,
  message: TextMessage,
  sink: MessageSink,
): Instant | null {
  const text = status?.["Time"];
  const at = typeof text === "string" ? parseInstant(text) : null;
  return at !== null && isSet(at) ? at : arrivalOf(message, sink);
}
