import type { CsvFile } from "../csv/csv-source.ts";
import { chunksOf } from "../csv/csv-source.ts";
import { CsvRows } from "../csv/csv-rows.ts";
import { TimeDetector } from "./detect-time.ts";
import type { TimeFormat } from "./time-fields.ts";
import { newTimeTrack, TimeReader, type TimeTrack } from "./time-reader.ts";
import type { ZoneClock } from "./zone-clock.ts";

const SURVEYED_ROWS = 20_000;
const MIN_SHARE = 0.3;

/**
 * Finds the time format; reads on until a row tells day and month apart.
 *
 * @throws `refused` when no row does
 */
export async function findTimeFormat(file: CsvFile, timeColumn: number): Promise<TimeFormat> {
  const detector = new TimeDetector();
  for await (const rows of dataRows(file)) {
    if (timeColumn < rows.fieldCount) detector.add(rows.text(timeColumn));
    if (detector.isSure) break;
  }
  return detector.format(file.columns[timeColumn] ?? "");
}

/** The commonest time between two rows of a device [ms], from the first rows; `null` when there is none. */
export async function findInterval(
  file: CsvFile,
  timeColumn: number,
  deviceColumn: number | null,
  format: TimeFormat,
  zone: ZoneClock,
): Promise<number | null> {
  const reader = new TimeReader(format, zone);
  const tracks = new Map<string, TimeTrack>();
  const steps = new Map<number, number>();
  let seen = 0;
  for await (const rows of dataRows(file)) {
    if (seen++ > SURVEYED_ROWS) break;
    const device = deviceColumn === null ? "" : rows.text(deviceColumn);
    let track = tracks.get(device);
    if (!track) tracks.set(device, (track = newTimeTrack()));
    const before = track.lastAt;
    const at = reader.read(
      rows.bytes,
      rows.starts[timeColumn] ?? 0,
      rows.ends[timeColumn] ?? 0,
      track,
    );
    if (typeof at !== "number" || Number.isNaN(before) || at === before) continue;
    const step = Math.round(Math.abs(at - before) / 1000) * 1000;
    steps.set(step, (steps.get(step) ?? 0) + 1);
  }
  return commonest(steps);
}

function commonest(steps: ReadonlyMap<number, number>): number | null {
  const total = [...steps.values()].reduce((sum, count) => sum + count, 0);
  const [best] = [...steps].toSorted(([, a], [, b]) => b - a);
  if (!best || best[0] === 0 || best[1] < total * MIN_SHARE) return null;
  return best[0];
}

/** The rows below the header; the same object each time. */
async function* dataRows(file: CsvFile): AsyncGenerator<CsvRows> {
  const rows = new CsvRows(file.separator);
  let isHeader = true;
  for await (const { chunk } of chunksOf(file)) {
    rows.push(chunk);
    while (rows.next()) {
      if (!isHeader) yield rows;
      isHeader = false;
    }
  }
  rows.end();
  while (rows.next()) {
    if (!isHeader) yield rows;
    isHeader = false;
  }
}
