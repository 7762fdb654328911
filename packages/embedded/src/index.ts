export type { DurableEnd } from "./stream/durable-end.ts";
export { openSegmentReader } from "./stream/open-segment-reader.ts";
export type { SegmentReader, SegmentReaderOptions } from "./stream/open-segment-reader.ts";
export { openSegmentLog } from "./stream/segment-log.ts";
export type { SegmentLog, SegmentLogOptions } from "./stream/segment-log.ts";
