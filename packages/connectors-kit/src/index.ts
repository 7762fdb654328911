export { AlikeRows } from "./decode/alike-rows.ts";
export { conversionOf } from "./decode/conversion.ts";
export type { Conversion } from "./decode/conversion.ts";
export type { FieldRule } from "./decode/field-rule.ts";
export {
  isJsonObject,
  listOf,
  objectOf,
  parseJsonBytes,
  parseJsonText,
  textOf,
} from "./decode/json-bytes.ts";
export type { JsonObject } from "./decode/json-bytes.ts";
export { ProblemList } from "./decode/problem-list.ts";
export { readField, readFieldOf, readFields } from "./decode/read-fields.ts";
export { createEndpointDecoder, nothingMeasured } from "./decode/endpoint-decoder.ts";
export type {
  DecodableEndpoint,
  DecodeTarget,
  EndpointDecoderOptions,
} from "./decode/endpoint-decoder.ts";
export type { ValueMap } from "./decode/read-fields.ts";
export { openEnvelope } from "./decode/open-envelope.ts";
export { readNumber } from "./decode/read-number.ts";
export { ReadingRows } from "./decode/reading-rows.ts";
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
export { readMqttLines } from "./mqtt/mqtt-lines.ts";
export type { MqttLine, MqttMessage } from "./mqtt/mqtt-message.ts";
export { createLocalTimes } from "./time/local-times.ts";
export type { LocalTimes, ResolvedTime } from "./time/local-times.ts";
export { parseInstant, parseLocalTime } from "./time/parse-local-time.ts";
export { rowTimes } from "./time/row-times.ts";
export type { LocalTime } from "./time/parse-local-time.ts";
export { classifyStatus } from "./http/classify.ts";
export type { Classify, Refusal } from "./http/classify.ts";
export { ConnectorError } from "./http/connector-error.ts";
export type { ConnectorErrorKind, ConnectorErrorOptions } from "./http/connector-error.ts";
export { concernsOneSite } from "./http/concerns-one-site.ts";
export { createLanes } from "./http/lanes.ts";
export type { Lanes } from "./http/lanes.ts";
export { certificateFaultOf, pinnedFetch } from "./http/pinned-fetch.ts";
export type { CertificateFault } from "./http/pinned-fetch.ts";
export { readPages } from "./http/read-pages.ts";
export type { PagesOptions } from "./http/read-pages.ts";
export { createVendorHttp } from "./http/vendor-http.ts";
export type {
  Fetch,
  ReceivedReply,
  VendorHttp,
  VendorHttpOptions,
  VendorRequest,
} from "./http/vendor-http.ts";
export {
  addressIn,
  fingerprintSecret,
  originIn,
  requireSetting,
} from "./settings/read-settings.ts";
export { planCalls, shareCalls } from "./quota/plan-calls.ts";
export type { CallPlan, Daylight, WantedCalls } from "./quota/plan-calls.ts";
export type { QuotaBudget } from "./quota/quota-counter.ts";
export { openQuotaLedger } from "./quota/quota-ledger.ts";
export type { QuotaAnswer, QuotaLedger, QuotaLedgerOptions } from "./quota/quota-ledger.ts";
export type { QuotaRule } from "./quota/quota-rule.ts";
export { createRedactor } from "./record/redactor.ts";
export type { Redactor } from "./record/redactor.ts";
export { createLogIn } from "./tokens/log-in.ts";
export type { LogInOptions } from "./tokens/log-in.ts";
export { oauthTokensIn } from "./tokens/oauth-tokens.ts";
export { createLogInHttp } from "./http/create-log-in-http.ts";
export { createTokenSource } from "./tokens/token-source.ts";
export type { TokenSource, TokenSourceOptions } from "./tokens/token-source.ts";
export { createSecretTokenStore } from "./tokens/token-store.ts";
export type { TokenSet, TokenStore } from "./tokens/token-store.ts";
export { fingerprintOf } from "./record/fingerprint.ts";
export { createRecorder } from "./record/recorder.ts";
export type { Recording } from "./record/recorder.ts";
export { compareShapes, mergeShapes, shapeOf } from "./record/shape.ts";
export type { Shape, ShapeChange } from "./record/shape.ts";
export { createQuotaHttp } from "./quota/quota-http.ts";
export type { QuotaHttpOptions } from "./quota/quota-http.ts";
export type {
  Capability,
  Connector,
  DiscoveredDevice,
  DiscoveredSite,
  KnownSite,
  KnownVendorDevice,
  LinkCall,
  LinkPage,
  LinkSettings,
  OwnerConsent,
  VendorLink,
} from "./connector.ts";
export type {
  AuthKind,
  ConnectorDescription,
  ConnectorLevel,
  SettingRule,
} from "./connector-description.ts";
export { consentCode } from "./consent-code.ts";
export type { LinkHost } from "./link-host.ts";
export { createLinkHttp } from "./http/create-link-http.ts";
export type { LinkHttpOptions } from "./http/create-link-http.ts";
export { createDaylight } from "./daylight.ts";
export type { Place } from "./daylight.ts";
export { createMemoryHost } from "./create-memory-host.ts";
export type { MemoryHostOptions } from "./create-memory-host.ts";
export { createLinkJobs } from "./jobs/create-link-jobs.ts";
export type {
  JobKind,
  JobReport,
  JobSite,
  LinkJobs,
  LinkJobsOptions,
  LinkSink,
} from "./jobs/link-jobs.ts";
