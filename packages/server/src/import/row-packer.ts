import { type Instant, type PackedReading, QUALITY, writePacked } from "@solarmon/core";
import { isLikelySentinel, SENTINELS_BEYOND, valueRefusal } from "@solarmon/ingest";
import type { CsvRows } from "../csv/csv-rows.ts";
import { MISSING, parseNumber } from "../csv/parse-number.ts";
import type { ImportDevice } from "./import-devices.ts";
import type { DeviceColumns } from "./mapping.ts";
import type { RejectList } from "./rejects.ts";

/** Most bytes that one packed value takes, its code included. */
const MAX_VALUE_BYTES = 10;

/**
 * Turns the fields of a row into a packed reading. All readings of a batch share one buffer: {@link reset} it when the
 * batch has been encoded.
 */
export class RowPacker {
  readonly #rows: CsvRows;
  readonly #rejects: RejectList;
  readonly #isDecimalComma: boolean;
  readonly #buffer: Uint8Array;
  #used = 0;
  /** Values packed since the start. */
  pointCount = 0;

  constructor(rows: CsvRows, rejects: RejectList, isDecimalComma: boolean, valuesPerBatch: number) {
    this.#rows = rows;
    this.#rejects = rejects;
    this.#isDecimalComma = isDecimalComma;
    this.#buffer = new Uint8Array(valuesPerBatch * MAX_VALUE_BYTES);
  }

  reset(): void {
    this.#used = 0;
  }

  /** The reading of one device in the current row; `null` when no value of it is usable. */
  pack(device: ImportDevice, measuredAt: Instant, { maps }: DeviceColumns): PackedReading | null {
    const { bytes, starts, ends } = this.#rows;
    const { min, max } = device.limits;
    const start = this.#used;
    let offset = start;
    for (const { code, column, scale } of maps) {
      const written = parseNumber(
        bytes,
        starts[column] ?? 0,
        ends[column] ?? 0,
        this.#isDecimalComma,
      );
      if (written === MISSING) continue;
      const value = written === undefined ? Number.NaN : written * scale;
      const isSmall = value < SENTINELS_BEYOND.high && value > SENTINELS_BEYOND.low;
      const isBelievable =
        value >= (min[code] ?? 0) &&
        value <= (max[code] ?? 0) &&
        (isSmall || !isLikelySentinel(device.limits, code, value));
      if (isBelievable) {
        offset = writePacked(this.#buffer, offset, code, value);
        this.pointCount++;
      } else this.#refuse(device, code, written === undefined ? this.#rows.text(column) : value);
    }
    if (offset === start) return null;
    this.#used = offset;
    return {
      deviceId: device.id,
      measuredAt,
      quality: QUALITY.good,
      packed: this.#buffer.subarray(start, offset),
    };
  }

  #refuse(device: ImportDevice, code: number, value: unknown): void {
    const { reason, detail, point } = valueRefusal(code, value, device.limits);
    const shown = typeof value === "string" ? `${JSON.stringify(value.slice(0, 40))} ` : "";
    this.#rejects.add({
      line: this.#rows.line,
      reason,
      detail: reason === "not_a_number" ? `${point} ${shown}is not a number` : detail,
      point: point ?? String(code),
      device: device.name,
    });
  }
}
