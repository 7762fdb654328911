import type { DeviceKind, Instant, Plant, TenantCatalog } from "@solarmon/core";
import { type CsvFile, openCsvFile } from "../csv/csv-source.ts";
import { type DeviceColumns, findColumn, parseMappings } from "./mapping.ts";
import { findInterval, findTimeFormat } from "./survey.ts";
import type { TimeFormat } from "./time-fields.ts";
import { ZoneClock } from "./zone-clock.ts";

/** What to bring in, and how its columns are to be understood. */
export interface ImportRequest {
  readonly path: string;
  readonly plant: Plant;
  readonly catalog: TenantCatalog;
  readonly mappings: readonly string[];
  readonly timeColumn: string;
  /** Zone of times that name none. Default: that of the plant. */
  readonly timeZone?: string | undefined;
  /** Default: found out from the file. */
  readonly timeFormat?: TimeFormat | undefined;
  readonly deviceColumn?: string | undefined;
  /** Device of all rows, where no column names it. Default: the file's name. */
  readonly deviceName?: string | undefined;
  /** Kind of the devices that are made. */
  readonly kind: DeviceKind;
  readonly now: Instant;
}

/** How the rows of a file are read. */
export interface ImportPlan {
  readonly file: CsvFile;
  readonly groups: readonly DeviceColumns[];
  readonly timeColumn: number;
  readonly deviceColumn: number | null;
  readonly deviceName: string;
  readonly format: TimeFormat;
  readonly zone: ZoneClock;
  /** Commonest time between two rows of a device [ms]; `null` when there is none. */
  readonly intervalMs: number | null;
}

/**
 * Looks at the file's header and first rows.
 *
 * @throws `not_found`, `refused`, `invalid_argument` with what to do when the file or the request do not fit
 */
export async function planImport(request: ImportRequest): Promise<ImportPlan> {
  const file = await openCsvFile(request.path);
  const groups = parseMappings(request.mappings, file.columns);
  const timeColumn = findColumn(request.timeColumn, file.columns);
  const deviceColumn =
    request.deviceColumn === undefined ? null : findColumn(request.deviceColumn, file.columns);
  const zone = new ZoneClock(request.timeZone ?? request.plant.timeZone);
  const format = request.timeFormat ?? (await findTimeFormat(file, timeColumn));
  const intervalMs = await findInterval(file, timeColumn, deviceColumn, format, zone);
  const deviceName = request.deviceName ?? fileStem(request.path);
  return { file, groups, timeColumn, deviceColumn, deviceName, format, zone, intervalMs };
}

/** Everything that decides what the rows mean: the same file under the same meaning is the same import. */
export function meaningOf(plan: ImportPlan, request: ImportRequest): object {
  const { groups, timeColumn, deviceColumn, deviceName, format, zone } = plan;
  const { plant, kind } = request;
  const timeZone = zone.timeZone;
  return {
    plantId: plant.id,
    kind,
    groups,
    timeColumn,
    deviceColumn,
    deviceName,
    format,
    timeZone,
  };
}

function fileStem(path: string): string {
  return path.replace(/^.*[\\/]/, "").replace(/\.csv(?:\.gz)?$/i, "");
}
