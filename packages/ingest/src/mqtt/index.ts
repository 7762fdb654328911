export { createMqttBridge, type MqttBridge, type MqttBridgeOptions } from "./mqtt-bridge.ts";
export { DEFAULT_DOOR_LIMITS, type MqttDoorLimits } from "./door-limits.ts";
export {
  createMqttDoor,
  type DoorLogger,
  type MqttDoor,
  type MqttDoorCounts,
  type MqttDoorOptions,
} from "./mqtt-door.ts";
