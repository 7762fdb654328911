export { createMqttMapping, createMqttShape, MQTT_SHAPE_KINDS } from "./create-shape.ts";
export type { MqttShapeKind } from "./create-shape.ts";
export { mqttDecoder } from "./decode.ts";
export { mqttConnector } from "./link/connect.ts";
export { MqttMappingError } from "./mapping/mqtt-mapping-error.ts";
export type {
  MqttMappingDefinition,
  MqttTimeRule,
  MqttTopicMapping,
  MqttValueMapping,
} from "./mapping/mqtt-mapping-definition.ts";
export type { MqttShape } from "./mqtt-shape.ts";
export { venusKeepAlive } from "./venus/keep-alive.ts";
export type { KeepAlive } from "./venus/keep-alive.ts";
