import type { AppendVerdict, Id, PlantUpdate, Resolution, Span, TenantScope } from "@solarmon/core";

export interface VerdictBoard {
  expect(timeoutMs: number): {
    readonly replyTo: string;
    readonly verdicts: Promise<readonly AppendVerdict[]>;
  };
}

export interface SeriesQuery {
  readonly plantId: Id;
  readonly deviceIds?: readonly Id[];
  readonly points: readonly string[];
  readonly span: Span;
  readonly resolution: "raw" | Resolution;
}

export interface DeviceSeries {
  readonly deviceId: Id;
  readonly times: Float64Array;
  readonly columns: Readonly<Record<string, Float64Array>>;
  readonly completeness: Float64Array | null;
}

export interface History {
  series(scope: TenantScope, query: SeriesQuery): AsyncIterable<DeviceSeries>;
  plantLive(scope: TenantScope, plantId: Id): Promise<PlantUpdate | undefined>;
  energyTodayWh(scope: TenantScope, plantId: Id): Promise<number | null>;
}
