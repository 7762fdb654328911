import type {
  AppendVerdict,
  Id,
  Instant,
  LatestReading,
  PlantUpdate,
  SolarmonErrorCode,
} from "@solarmon/core";
import type { DurableEnd } from "@solarmon/embedded";
import type { VerdictCounts } from "../import/import-sink.ts";

/** How a processor thread is started. */
export interface ProcessorSetup {
  readonly dataDir: string;
  /** `true`: follows the stream, archives, seals. `false`: only does what it is called for. */
  readonly isFollowing: boolean;
  readonly durableEnd: DurableEnd | null;
}

/** What the main thread can ask for. Calls are answered in any order, by their number. */
export type ProcessorCall =
  | { readonly kind: "store"; readonly envelope: Uint8Array<ArrayBuffer> }
  | { readonly kind: "settle" }
  | { readonly kind: "replay"; readonly from: Instant }
  | { readonly kind: "stop" };

export interface ReplayReport {
  readonly records: number;
  readonly readings: VerdictCounts;
  readonly failedRecords: number;
}

export type ProcessorAnswer =
  | { readonly kind: "stored"; readonly counts: VerdictCounts }
  | { readonly kind: "replayed"; readonly report: ReplayReport }
  | { readonly kind: "done" };

export type ToProcessor =
  | { readonly type: "wake"; readonly end: DurableEnd }
  | { readonly type: "newsTaken" }
  | { readonly type: "call"; readonly number: number; readonly call: ProcessorCall };

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

export type FromProcessor =
  | { readonly type: "ready" }
  | { readonly type: "news"; readonly tenants: readonly TenantNews[] }
  | {
      readonly type: "verdicts";
      readonly replyTo: string;
      readonly verdicts: readonly AppendVerdict[];
    }
  | { readonly type: "settled"; readonly consumer: string; readonly sequence: number }
  | { readonly type: "warning"; readonly message: string }
  | { readonly type: "answer"; readonly number: number; readonly answer: ProcessorAnswer }
  | { readonly type: "failure"; readonly number: number; readonly error: ErrorMessage };
