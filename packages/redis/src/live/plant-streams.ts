import type { Id, PlantUpdate, TenantScope } from "@solarmon/core";
import type { SequencedUpdate } from "@solarmon/core/memory";
import type { RedisClient } from "../connect.ts";
import type { Keys } from "../keys.ts";
import { parseCursor } from "./live-cursor.ts";
import { PUBLISH, WATCH } from "./live-scripts.ts";
import { decodeUpdate, encodeUpdate } from "./update-text.ts";

const UPDATES_AT_A_TIME = 200;

/** Where a plant's stream stands. */
export interface LiveHead {
  readonly epoch: string;
  /** Of the last update. */
  readonly sequence: number;
  /** Every update with a higher sequence can still be read. */
  readonly completeAfter: number;
}

export interface PlantStreamsOptions {
  readonly client: RedisClient;
  readonly keys: Keys;
  readonly maxUpdates: number;
  readonly ttlMs: number;
}

/** The commands of the live bus. They throw what the client throws. */
export class PlantStreams {
  readonly #options: PlantStreamsOptions;

  constructor(options: PlantStreamsOptions) {
    this.#options = options;
  }

  channel(scope: TenantScope, plantId: Id): string {
    return this.#options.keys.liveStream(scope, plantId);
  }

  async publish(scope: TenantScope, updates: readonly PlantUpdate[]): Promise<void> {
    const { client, keys, maxUpdates, ttlMs } = this.#options;
    for (let from = 0; from < updates.length; from += UPDATES_AT_A_TIME) {
      const part = updates.slice(from, from + UPDATES_AT_A_TIME);
      const names = part.flatMap(({ plantId }) => [
        keys.liveHead(scope, plantId),
        keys.liveStream(scope, plantId),
      ]);
      const texts = part.map(encodeUpdate);
      await client.eval(PUBLISH, names.length, ...names, maxUpdates, ttlMs, ...texts);
    }
  }

  /** Says that the plant is watched, and where its stream stands. */
  async watch(scope: TenantScope, plantId: Id): Promise<LiveHead> {
    const { client, keys, ttlMs } = this.#options;
    const names = [keys.liveHead(scope, plantId), keys.liveStream(scope, plantId)] as const;
    const reply = await client.eval(WATCH, 2, ...names, ttlMs);
    const [epoch, sequence, oldest] = Array.isArray(reply) ? reply.map(String) : [];
    const first = parseCursor(oldest ?? "");
    const last = Number(sequence);
    return {
      epoch: epoch ?? "",
      sequence: last,
      completeAfter: first?.epoch === epoch && first ? first.sequence - 1 : last,
    };
  }

  /** A page of updates after `sequence`, oldest first. */
  async readAfter(
    scope: TenantScope,
    plantId: Id,
    epoch: string,
    sequence: number,
  ): Promise<readonly SequencedUpdate[]> {
    const { client } = this.#options;
    const stream = this.channel(scope, plantId);
    const from = `(${epoch}-${sequence}`;
    const entries = await client.xrange(stream, from, "+", "COUNT", UPDATES_AT_A_TIME);
    return entries.flatMap(([id, [, text = ""]]): SequencedUpdate[] => {
      const place = parseCursor(id);
      if (place?.epoch !== epoch) return [];
      return [{ sequence: place.sequence, update: decodeUpdate(text) }];
    });
  }
}
