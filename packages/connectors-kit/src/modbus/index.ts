export { exceptionOf } from "./failures.ts";
export { mergeRanges } from "./merge-ranges.ts";
export type { RegisterRange } from "./merge-ranges.ts";
export type { ModbusHost } from "./modbus-socket.ts";
export { MAX_REGISTERS, ModbusLink } from "./modbus-link.ts";
export type { ModbusLinkOptions, ModbusPatience } from "./modbus-link.ts";
export { withModbusLink } from "./with-modbus-link.ts";
