import type { Clock, LatestCache } from "@solarmon/core";
import type { AlarmLimits, AlarmWatch } from "@solarmon/ingest/alarms";
import { pause } from "../processor/pause.ts";
import { openLock } from "../services/open-lock.ts";
import type { Reads } from "../services/open-reads.ts";
import type { Records } from "../services/records.ts";
import { runDuty } from "../services/run-duty.ts";
import type { Services } from "../services/services.ts";

const EVERY_MS = 60_000;
/** They tell of the sky above a plant, and nothing of whether the plant is heard. */
const WEATHER_VENDORS: ReadonlySet<string> = new Set(["open-meteo", "solcast"]);

/** When something becomes an alarm. */
export interface AlarmPace {
  /** From one look to the next [ms]. Default 60,000. */
  readonly everyMs?: number;
  /** Default: `DEFAULT_ALARM_LIMITS` of `@solarmon/ingest/alarms`. */
  readonly limits?: Partial<AlarmLimits>;
}

export interface AlarmDutyOptions extends AlarmPace {
  readonly records: Records;
  readonly reads: Reads;
  readonly latest: LatestCache;
  readonly clock: Clock;
  readonly services: Services;
  readonly warn: (message: string) => void;
}

/** Watches plants, devices and links until it is disposed. Of several processes that could, one does at a time. */
export async function openAlarmDuty(options: AlarmDutyOptions): Promise<AsyncDisposable> {
  const { services, warn } = options;
  const isAlone = !services.postgres || !services.kafka;
  const shared = isAlone ? undefined : await openLock(services, warn);
  const stop = new AbortController();
  const duty = runDuty({
    lock: shared?.lock,
    name: "alarms",
    work: (signal) => watchUntil(options, signal),
    signal: stop.signal,
    warn,
  });
  return {
    async [Symbol.asyncDispose]() {
      stop.abort();
      await duty;
      await shared?.[Symbol.asyncDispose]();
    },
  };
}

/** The first look is after a while: a server that starts has more urgent things to load. */
async function watchUntil(options: AlarmDutyOptions, signal: AbortSignal): Promise<void> {
  const { everyMs = EVERY_MS, warn } = options;
  let watch: AlarmWatch | undefined;
  for (;;) {
    await pause(everyMs, signal);
    if (signal.aborted) return;
    try {
      watch ??= await makeWatch(options);
      await watch.pass(signal);
    } catch (error) {
      if (!signal.aborted) warn(`alarms: ${messageOf(error)}`);
    }
  }
}

async function makeWatch(options: AlarmDutyOptions): Promise<AlarmWatch> {
  const { AlarmWatch } = await import("@solarmon/ingest/alarms");
  const { records, reads, latest, clock, limits = {}, warn } = options;
  return new AlarmWatch({
    catalog: records.catalog,
    alarms: records.alarms,
    links: records.links,
    readings: reads.readings,
    latest,
    clock,
    limits,
    isForWeather: ({ vendor }) => WEATHER_VENDORS.has(vendor),
    onError: (tenantId, error) => warn(`alarms of tenant ${tenantId}: ${messageOf(error)}`),
  });
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
