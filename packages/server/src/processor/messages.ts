import type {
  AppendVerdict,
  Device,
  Id,
  Instant,
  LatestReading,
  Plant,
  PlantUpdate,
  ReceivedRecord,
  SolarmonErrorCode,
} from "@solarmon/core";
import type { DurableEnd } from "@solarmon/embedded";
import type { VerdictCounts } from "../import/import-sink.ts";
import type { Services } from "../services/services.ts";
import type { ConsumerPlace } from "../stream/server-stream.ts";

/** How a processor thread is started. */
export interface ProcessorSetup {
  readonly dataDir: string;
  /** What takes the place of the folder's stores and stream. */
  readonly services: Services;
}

/** The stream is to be followed; its durable end where it is read from the disk. */
export interface Follow {
  readonly end: DurableEnd | null;
}

/** What the main thread asks of the processor. */
export type ProcessorCall =
  /** Open the stores; the data folder is this process's own now. Also follow the stream, archive and seal. */
  | { readonly kind: "begin"; readonly follow: Follow | null }
  | { readonly kind: "store"; readonly envelope: Uint8Array<ArrayBuffer> }
  | { readonly kind: "settle" }
  | { readonly kind: "replay"; readonly from: Instant }
  | { readonly kind: "stop" };

export type ProcessorAnswer =
  | { readonly kind: "stored"; readonly counts: VerdictCounts }
  | { readonly kind: "replayed"; readonly report: ReplayReport }
  | { readonly kind: "done" };

export interface ReplayReport {
  readonly records: number;
  readonly readings: VerdictCounts;
  readonly failedRecords: number;
}

/** What the processor asks of the main thread, which alone has the catalogue open. */
export type CatalogCall =
  | { readonly kind: "plant"; readonly tenantId: Id; readonly plantId: Id }
  | { readonly kind: "devices"; readonly tenantId: Id; readonly plantId: Id }
  | {
      readonly kind: "setInterval";
      readonly tenantId: Id;
      readonly deviceId: Id;
      readonly intervalMs: number;
    }
  | { readonly kind: "setAside"; readonly record: ReceivedRecord; readonly error: ErrorMessage };

export type CatalogAnswer =
  | { readonly kind: "plant"; readonly plant: Plant | undefined }
  | { readonly kind: "devices"; readonly devices: readonly Device[] }
  | { readonly kind: "done" };

/** What changed in one tenant since the last news. */
export interface TenantNews {
  readonly tenantId: Id;
  readonly latest: readonly LatestReading[];
  readonly updates: readonly PlantUpdate[];
}

/** An error as plain data: classes do not survive the way between threads. */
export interface ErrorMessage {
  readonly code: SolarmonErrorCode;
  readonly message: string;
}

/** A call in one direction and its answer in the other, matched by number. */
export type Called<Call> = { readonly type: "call"; readonly number: number; readonly call: Call };
export type Answered<Answer> =
  | { readonly type: "answer"; readonly number: number; readonly answer: Answer }
  | { readonly type: "failure"; readonly number: number; readonly error: ErrorMessage };

export type ToProcessor =
  | Called<ProcessorCall>
  | Answered<CatalogAnswer>
  | { readonly type: "wake"; readonly end: DurableEnd }
  | { readonly type: "newsTaken" };

export type FromProcessor =
  | Called<CatalogCall>
  | Answered<ProcessorAnswer>
  | { readonly type: "news"; readonly tenants: readonly TenantNews[] }
  | {
      readonly type: "verdicts";
      readonly replyTo: string;
      readonly verdicts: readonly AppendVerdict[];
    }
  | {
      /** `done`: stored and told; `settled`: rolled up and checkpointed, too. */
      readonly type: "done" | "settled";
      readonly place: ConsumerPlace;
    }
  | { readonly type: "warning"; readonly message: string };
