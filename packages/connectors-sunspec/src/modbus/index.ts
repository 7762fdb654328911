export type { ModbusDevice, ModbusPatience } from "./modbus-link.ts";
export { createSunSpecReader } from "./sunspec-reader.ts";
export type { SunSpecReader, SunSpecReaderOptions } from "./sunspec-reader.ts";
