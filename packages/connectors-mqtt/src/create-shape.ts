import { SolarmonError } from "@solarmon/core";
import { createMappingReader } from "./mapping/mapping-reader.ts";
import type { MqttMappingDefinition } from "./mapping/mqtt-mapping-definition.ts";
import type { MessageReader } from "./message-reader.ts";
import { type MqttShape, shapeOf } from "./mqtt-shape.ts";
import { createTasmotaReader } from "./tasmota/tasmota.ts";
import { createThingsBoardReader } from "./thingsboard/thingsboard.ts";
import { createVenusReader } from "./venus/venus.ts";

/** Shapes that need no mapping. */
export const MQTT_SHAPE_KINDS = [
  "tasmota",
  "tasmota-grid",
  "tasmota-load",
  "venus",
  "thingsboard",
] as const;
/** Topics and payloads that are known without a mapping. */
export type MqttShapeKind = (typeof MQTT_SHAPE_KINDS)[number];

const CREATE: Readonly<Record<MqttShapeKind, () => MessageReader>> = {
  tasmota: () => createTasmotaReader("production"),
  "tasmota-grid": () => createTasmotaReader("grid"),
  "tasmota-load": () => createTasmotaReader("load"),
  venus: createVenusReader,
  thingsboard: createThingsBoardReader,
};

/** @throws `invalid_argument` that lists the kinds there are */
export function createShapeReader(kind: string): MessageReader {
  const known = MQTT_SHAPE_KINDS.find((each) => each === kind);
  if (known) return CREATE[known]();
  throw new SolarmonError(
    "invalid_argument",
    `there is no MQTT shape ${JSON.stringify(kind)}; there are: ${MQTT_SHAPE_KINDS.join(", ")}`,
  );
}

/**
 * Decodes a subscription message by message.
 *
 * @param shape - one of {@link MQTT_SHAPE_KINDS}, or a mapping
 * @throws `invalid_argument` no such kind · {@link MqttMappingError} the mapping is not right
 * @example
 * const shape = createMqttShape("tasmota");
 * const payload = '{"Time":"2026-06-01T14:00:00","ENERGY":{"Power":812,"Total":1234.5}}';
 * shape.decode({ topic: "tele/roof/SENSOR", payload, receivedAt: Date.now() }).readings;
 */
export function createMqttShape(shape: MqttShapeKind | MqttMappingDefinition): MqttShape {
  return shapeOf(typeof shape === "string" ? createShapeReader(shape) : createMappingReader(shape));
}

/**
 * A shape by a mapping that came as JSON, whatever is in it.
 *
 * @throws {@link MqttMappingError} which key is not right, and what is allowed there
 */
export function createMqttMapping(definition: unknown): MqttShape {
  return shapeOf(createMappingReader(definition));
}
