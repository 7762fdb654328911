export { conversionOf } from "./decode/units.ts";
export type { Conversion } from "./decode/units.ts";
export type { FieldRule } from "./decode/field-rule.ts";
export { isJsonObject, listOf, objectOf, parseJsonBytes, textOf } from "./decode/json-bytes.ts";
export type { JsonObject } from "./decode/json-bytes.ts";
export { ProblemList } from "./decode/problem-list.ts";
export { readField, readFields } from "./decode/read-fields.ts";
export type { ValueMap } from "./decode/read-fields.ts";
export { readNumber } from "./decode/read-number.ts";
export { requireEndpoint } from "./decode/require-endpoint.ts";
export type {
  DecodeContext,
  DecodedReading,
  DecodeProblem,
  DecodeProblemCode,
  DecodeResult,
  EndpointInfo,
  VendorDecoder,
  VendorReply,
} from "./decoder.ts";
export { createLocalTimes } from "./time/local-times.ts";
export type { LocalTimes, ResolvedTime } from "./time/local-times.ts";
export { parseInstant, parseLocalTime } from "./time/parse-local-time.ts";
export type { LocalTime } from "./time/parse-local-time.ts";
