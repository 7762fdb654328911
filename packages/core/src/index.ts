export { fromAlarmCursor, toAlarmCursor } from "./alarm-cursor.ts";
export type { AlarmPlace } from "./alarm-cursor.ts";
export { evidenceText, MAX_EVIDENCE, requireReason } from "./alarm.ts";
export type {
  Alarm,
  AlarmEvidence,
  AlarmKind,
  AlarmResolution,
  AlarmSeverity,
  AlarmSubject,
  AlarmValue,
  NewAlarm,
} from "./alarm.ts";
export { fromAuditColumns } from "./audit-columns.ts";
export type { AuditColumns } from "./audit-columns.ts";
export { fromAuditCursor, toAuditCursor } from "./audit-cursor.ts";
export type { AuditCursor, AuditPlace } from "./audit-cursor.ts";
export { AuditTrail } from "./audit-trail.ts";
export type { AuditAct, AuditTrailOptions } from "./audit-trail.ts";
export { AUDIT_ACTIONS, auditFieldsText, isAuditAction, MAX_AUDIT_FIELDS } from "./audit.ts";
export type {
  AuditAction,
  AuditActor,
  AuditEntry,
  AuditFields,
  AuditSubject,
  AuditValue,
  NewAuditEntry,
} from "./audit.ts";
export type { TenantScope } from "./authority.ts";
export { ByteReader } from "./chunk/byte-reader.ts";
export { ByteWriter } from "./chunk/byte-writer.ts";
export { ChunkBuilder } from "./chunk/chunk-builder.ts";
export type { ChunkReading } from "./chunk/chunk-builder.ts";
export { readChunkReadings } from "./chunk/chunk-readings.ts";
export type { ChunkColumn, ChunkRows } from "./chunk/chunk-rows.ts";
export { Chunk } from "./chunk/chunk.ts";
export { chunkSegment, hotSegment } from "./chunk/day-segment.ts";
export type { DaySegment } from "./chunk/day-segment.ts";
export { encodeChunk } from "./chunk/encode-chunk.ts";
export { PageColumns } from "./chunk/page-columns.ts";
export { CELL } from "./chunk/cells.ts";
export type { Compressor } from "./compressor.ts";
export type {
  Device,
  DeviceCredential,
  DeviceKind,
  Plant,
  PvArray,
  Role,
  Tenant,
  User,
} from "./domain.ts";
export { countValues } from "./count-values.ts";
export { decodeEnvelope, encodeEnvelope } from "./envelope-codec.ts";
export { RateLimitedError, SolarmonError, toSolarmonError } from "./errors.ts";
export type { SolarmonErrorCode, SolarmonErrorOptions } from "./errors.ts";
export { IdCache } from "./id-cache.ts";
export { idFromBytes, idToBytes, isId, newId } from "./ids.ts";
export type { Id } from "./ids.ts";
export { NEW_LINK_STATUS, requireSitesOnce } from "./link.ts";
export type {
  Link,
  LinkChange,
  LinkGap,
  LinkGapCause,
  LinkHealth,
  LinkProblem,
  LinkSite,
  LinkStatus,
} from "./link.ts";
export { requireOwnEnvelopes } from "./own-envelopes.ts";
export {
  dequantise,
  MAX_PACKED_BYTES,
  PackedCursor,
  packValues,
  quantise,
  unpackValues,
  writePacked,
} from "./packed-values.ts";
export { DC_INPUTS } from "./points/dc-input-points.ts";
export type { PointAggregate, PointDefinition, PointKind } from "./points/point-definition.ts";
export { codesOf } from "./points/codes-of.ts";
export { pointByCode, pointByName, POINTS } from "./points/points.ts";
export type {
  AlarmChanges,
  AlarmClearing,
  AlarmEnding,
  AlarmFolding,
  AlarmPage,
  AlarmQuery,
  AlarmStore,
  ListedAlarm,
  TenantAlarms,
} from "./ports/alarm-store.ts";
export type { Archive } from "./ports/archive.ts";
export type { AuditLog, AuditPage, AuditQuery } from "./ports/audit-log.ts";
export { throwIfCancelled } from "./ports/call.ts";
export type { CallOptions } from "./ports/call.ts";
export type { Catalog, TenantCatalog } from "./ports/catalog.ts";
export type { LatestCache } from "./ports/latest-cache.ts";
export type { LinkStore, TenantLinks } from "./ports/link-store.ts";
export type {
  LiveBus,
  LiveCursor,
  LiveEvent,
  LivePublisher,
  LiveSubscriber,
  LiveSubscription,
  PlantUpdate,
} from "./ports/live-bus.ts";
export type { Lease, Lock } from "./ports/lock.ts";
export type { Quarantine, QuarantineEntry, Refusal, RefusalReason } from "./ports/quarantine.ts";
export type { RateLimit, RateLimitRule, RateVerdict } from "./ports/rate-limit.ts";
export type {
  AppendResult,
  AppendVerdict,
  LatestReading,
  ReadingColumns,
  ReadingQuery,
  ReadingStore,
  ReadingStoreCapabilities,
  ReadingVersion,
  TenantReadings,
} from "./ports/reading-store.ts";
export type {
  PointRollup,
  Resolution,
  RollupQuery,
  RollupRow,
  RollupStore,
  TenantRollups,
} from "./ports/rollup-store.ts";
export type { QuotaCount, QuotaState, QuotaStore } from "./ports/quota-store.ts";
export type { SecretStore } from "./ports/secret-store.ts";
export type {
  ReadOptions,
  ReceivedRecord,
  StreamBatch,
  StreamPosition,
  StreamReader,
  StreamRecord,
  StreamStart,
  StreamVerdict,
  StreamWriter,
} from "./ports/stream.ts";
export type { Principal, TokenVerifier } from "./ports/token-verifier.ts";
export type { UsageLedger } from "./ports/usage-ledger.ts";
export { compareVersions, foldVersions } from "./reading-fold.ts";
export { decodeRollup, encodeRollup } from "./rollup/rollup-bytes.ts";
export type { RollupBody } from "./rollup/rollup-bytes.ts";
export { StoredReading } from "./memory/stored-reading.ts";
export { QUALITY, SOURCE_RANK } from "./reading.ts";
export type { Envelope, PackedReading, PointValues, Quality, Reading, Source } from "./reading.ts";
export {
  DAY_MS,
  HOUR_MS,
  MINUTE_MS,
  parseIsoInstant,
  SECOND_MS,
  systemClock,
  utcDay,
} from "./time.ts";
export type { Clock, Instant, Span } from "./time.ts";
export { sumUsage } from "./usage-sums.ts";
export type { UsageSum } from "./usage-sums.ts";
export {
  comparePositions,
  emptyUsageDay,
  requireBookings,
  roundKwp,
  USAGE_COUNTS,
  USAGE_MEASURES,
} from "./usage.ts";
export type { UsageBooking, UsageCount, UsageDay, UsageMeasure } from "./usage.ts";
export { calendarOf, LocalCalendar } from "./zone/local-calendar.ts";
export { type OffsetSpan, ZoneOffsets } from "./zone/zone-offsets.ts";
