import {
  type Id,
  type LiveCursor,
  type LiveEvent,
  type LiveSubscriber,
  type PlantUpdate,
  SolarmonError,
  type TenantScope,
} from "@solarmon/core";
import type { History } from "@solarmon/ingest";
import { type DeviceReadingSource, deviceReading } from "./device-reading.ts";

/** Source of the GraphQL type `PlantLive`. */
export interface PlantLiveSource {
  readonly plantId: Id;
  readonly timestamp: string | null;
  readonly power: number | null;
  readonly devices: readonly DeviceReadingSource[];
  readonly cursor: LiveCursor;
  readonly snapshot: boolean;
}

export interface LiveSources {
  readonly live: LiveSubscriber;
  readonly history: History;
}

/** How long a resumed subscription waits for what it missed before it gets a snapshot [ms]. */
const RESUME_WAIT_MS = 200;

/** What is known of the plant at the cursor. */
function source(
  plantId: Id,
  update: PlantUpdate | undefined,
  cursor: LiveCursor,
  isSnapshot: boolean,
): PlantLiveSource {
  return {
    plantId,
    timestamp: update ? new Date(update.measuredAt).toISOString() : null,
    power: update?.powerW ?? null,
    devices: (update?.devices ?? []).map((reading) => deviceReading(reading)),
    cursor,
    snapshot: isSnapshot,
  };
}

/** The whole plant, to be shown in place of what was there. */
export function snapshot(
  plantId: Id,
  update: PlantUpdate | undefined,
  cursor: LiveCursor,
): PlantLiveSource {
  return source(plantId, update, cursor, true);
}

// Subscribers of one plant are given the same update object: what is made of it is made once.
const changes = new WeakMap<PlantUpdate, PlantLiveSource>();

function change({ update, cursor }: LiveEvent): PlantLiveSource {
  const made = changes.get(update);
  if (made?.cursor === cursor) return made;
  const making = source(update.plantId, update, cursor, false);
  changes.set(update, making);
  return making;
}

/** The first of the events, or `undefined` when it does not come in time; it is not lost then. */
async function promptly<T>(first: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), RESUME_WAIT_MS);
  });
  try {
    return await Promise.race([first, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Throws what the signal was fired with when a right ended; a client that left is no error. */
function throwIfOver(signal: AbortSignal): void {
  if (signal.aborted && SolarmonError.is(signal.reason)) throw signal.reason;
}

/**
 * A snapshot, then every change. With `after` it goes on from there: what was missed comes first. When that is too
 * old to be known, or nothing was missed, a snapshot comes instead.
 */
export async function* plantLiveEvents(
  sources: LiveSources,
  scope: TenantScope,
  subscription: { readonly plantId: Id; readonly after: LiveCursor | undefined },
  signal: AbortSignal,
): AsyncGenerator<PlantLiveSource, void, void> {
  const { plantId, after } = subscription;
  // The cursor is taken before the plant is read: whatever the snapshot misses comes after the cursor.
  const cursor = await sources.live.cursor(scope, plantId);
  const read = async (at: LiveCursor): Promise<PlantLiveSource> =>
    snapshot(plantId, await sources.history.plantLive(scope, plantId), at);
  const start = { plantId, after: after ?? cursor, signal };
  const events = sources.live.subscribe(scope, start)[Symbol.asyncIterator]();
  let next = events.next();
  try {
    if (after === undefined || !(await promptly(next))) yield await read(cursor);
    for (let event = await next; !event.done; event = await next) {
      const { value } = event;
      yield value.missed ? await read(value.cursor) : change(value);
      next = events.next();
    }
    throwIfOver(signal);
  } finally {
    next.catch(() => {}); // nobody waits for it any more
    await events.return?.();
  }
}

/** Source of the GraphQL type `PlantReading`. */
export interface PlantReadingSource {
  readonly plantId: Id;
  readonly timestamp: string;
  readonly power: number;
  readonly expectedPower: null;
  readonly performanceRatio: null;
  readonly soiling: null;
}

/** Power of the plant whenever it changes and is known. */
export async function* plantPowerEvents(
  { live }: LiveSources,
  scope: TenantScope,
  plantId: Id,
  signal: AbortSignal,
): AsyncGenerator<PlantReadingSource, void, void> {
  for await (const { update } of live.subscribe(scope, { plantId, signal })) {
    if (update.powerW === null) continue;
    yield {
      plantId,
      timestamp: new Date(update.measuredAt).toISOString(),
      power: update.powerW,
      expectedPower: null,
      performanceRatio: null,
      soiling: null,
    };
  }
  throwIfOver(signal);
}
