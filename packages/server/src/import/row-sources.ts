import type { CsvRows } from "../csv/csv-rows.ts";
import type { ImportDevice, ImportDevices } from "./import-devices.ts";
import type { DeviceColumns } from "./mapping.ts";
import type { ImportPlan } from "./plan-import.ts";
import { newTimeTrack, type TimeTrack } from "./time-reader.ts";

/** Where the rows of one device-column value go. */
export interface RowSource {
  readonly track: TimeTrack;
  readonly targets: readonly { readonly device: ImportDevice; readonly columns: DeviceColumns }[];
}

/** Finds the devices of a row by the bytes of its device column. */
export class RowSources {
  readonly #rows: CsvRows;
  readonly #plan: ImportPlan;
  readonly #devices: ImportDevices;
  readonly #byKey = new Map<string, RowSource>();

  constructor(rows: CsvRows, plan: ImportPlan, devices: ImportDevices) {
    this.#rows = rows;
    this.#plan = plan;
    this.#devices = devices;
  }

  /** The source of the current row; `undefined` when {@link open} must be awaited first. */
  current(): RowSource | undefined {
    return this.#byKey.get(this.#key());
  }

  /** Makes the devices of the current row known. */
  async open(): Promise<RowSource> {
    const { deviceColumn, deviceName, groups } = this.#plan;
    const key = this.#key();
    const rowName = deviceColumn === null ? deviceName : this.#rows.text(deviceColumn).trim();
    const targets: { device: ImportDevice; columns: DeviceColumns }[] = [];
    if (rowName !== "")
      for (const columns of groups)
        targets.push({ device: await this.#devices.use(columns.deviceName ?? rowName), columns });
    const source: RowSource = { track: newTimeTrack(), targets };
    this.#byKey.set(key, source);
    return source;
  }

  // Latin-1 gives each byte sequence a string of its own, and is faster than decoding.
  #key(): string {
    const { deviceColumn } = this.#plan;
    if (deviceColumn === null) return "";
    const { bytes, starts, ends } = this.#rows;
    return bytes.toString("latin1", starts[deviceColumn], ends[deviceColumn]);
  }
}
