import type { ChunkReading, Id } from "@solarmon/core";
import {
  byteaArray,
  int2Array,
  int4Array,
  int8Array,
  uuidArray,
} from "../database/binary-arrays.ts";
import { slotOf } from "./slots.ts";

/** Hot rows on their way, column by column: thousands of small objects would keep the collector busy. */
export class HotRows {
  readonly #deviceIds: Id[] = [];
  readonly #slots: number[] = [];
  readonly #measuredAt: number[] = [];
  readonly #receivedAt: number[] = [];
  readonly #sources: number[] = [];
  readonly #qualities: number[] = [];
  readonly #packed: Uint8Array[] = [];

  get count(): number {
    return this.#packed.length;
  }

  add(deviceId: Id, reading: ChunkReading): void {
    this.addFrom(deviceId, reading, reading.receivedAt, reading.source);
  }

  /** A reading as it came. @param source - number of its source */
  addFrom(
    deviceId: Id,
    { measuredAt, quality, packed }: Pick<ChunkReading, "measuredAt" | "quality" | "packed">,
    receivedAt: number,
    source: number,
  ): void {
    this.#deviceIds.push(deviceId);
    this.#slots.push(slotOf(measuredAt));
    this.#measuredAt.push(measuredAt);
    this.#receivedAt.push(receivedAt);
    this.#sources.push(source);
    this.#qualities.push(quality);
    this.#packed.push(packed);
  }

  /** As the statements take them. */
  values(tenantId: Id): (string | Buffer)[] {
    return [
      tenantId,
      uuidArray(this.#deviceIds),
      int4Array(this.#slots),
      int8Array(this.#measuredAt),
      int8Array(this.#receivedAt),
      int4Array(this.#sources),
      int2Array(this.#qualities),
      byteaArray(this.#packed),
    ];
  }
}
