export { createSunSpecReader } from "./sunspec-reader.ts";
export type { SunSpecAddress, SunSpecReader, SunSpecReaderOptions } from "./sunspec-reader.ts";
