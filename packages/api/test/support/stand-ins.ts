import type {
  AppendVerdict,
  Id,
  LatestReading,
  LiveBus,
  PlantUpdate,
  TenantScope,
} from "@solarmon/core";
import { packValues } from "@solarmon/core";
import type { DeviceSeries, History, SeriesQuery } from "../../src/ports.ts";

/** A history that says what the test put into it. */
export class TestHistory implements History {
  readonly updates = new Map<Id, PlantUpdate>();
  readonly answers: DeviceSeries[] = [];
  queries: SeriesQuery[] = [];
  /** Called while a snapshot is read. */
  whileReading: () => Promise<void> = async () => {};

  async *series(_scope: TenantScope, query: SeriesQuery): AsyncGenerator<DeviceSeries> {
    this.queries.push(query);
    for (const answer of this.answers)
      if (!query.deviceIds || query.deviceIds.includes(answer.deviceId)) yield answer;
  }

  async plantLive(_scope: TenantScope, plantId: Id): Promise<PlantUpdate | undefined> {
    const update = this.updates.get(plantId);
    await this.whileReading();
    return update;
  }

  async energyTodayWh(): Promise<number | null> {
    return 1_234;
  }
}

export function latestReading(deviceId: Id, measuredAt: number, powerW: number): LatestReading {
  return {
    deviceId,
    measuredAt,
    receivedAt: measuredAt + 500,
    packed: packValues({ acPower: powerW }),
  };
}

/** Publishes a plant's power as the processor would: first the state, then the change. */
export async function publishPower(
  parts: { readonly live: LiveBus; readonly history: TestHistory },
  scope: TenantScope,
  plantId: Id,
  reading: LatestReading,
  powerW: number | null,
): Promise<void> {
  const update = { plantId, measuredAt: reading.measuredAt, powerW, devices: [reading] };
  parts.history.updates.set(plantId, update);
  await parts.live.publish(scope, [update]);
}

/** Verdicts that the test gives. */
export class TestVerdicts {
  answer: Promise<readonly AppendVerdict[]> = Promise.resolve([]);
  timeouts: number[] = [];

  expect(timeoutMs: number): {
    readonly replyTo: string;
    readonly verdicts: Promise<readonly AppendVerdict[]>;
  } {
    this.timeouts.push(timeoutMs);
    return { replyTo: "waiter-1", verdicts: this.answer };
  }
}
