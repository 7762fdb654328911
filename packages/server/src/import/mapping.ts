import { pointByName, POINTS, SolarmonError } from "@solarmon/core";

/** One column that becomes one point. */
interface ColumnMap {
  /** Device the column belongs to, where a row holds several; `null`: the device of the row. */
  readonly deviceName: string | null;
  readonly code: number;
  readonly pointName: string;
  readonly column: number;
  /** The written value times this is in the point's unit. */
  readonly scale: number;
}

/** Columns of one device in a row, by ascending point code. */
export interface DeviceColumns {
  readonly deviceName: string | null;
  readonly maps: readonly ColumnMap[];
}

const SCALE = /^(?<column>.*)\*(?<scale>[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)$/i;

/**
 * Reads `point=column[*scale]` entries, split at commas; `Device name/point=column` names the device where a row has
 * columns of several. A column is meant by its name or by its number, `#1` being the first.
 *
 * @throws `invalid_argument` for what cannot be understood, listing the columns there are
 */
export function parseMappings(
  texts: readonly string[],
  columns: readonly string[],
): readonly DeviceColumns[] {
  const entries = texts.flatMap((text) => splitEntries(text));
  if (entries.length === 0)
    throw invalid("--map is empty; write for example --map acPower=AC_POWER*1000");
  const maps = entries.map((entry) => parseEntry(entry, columns));
  const groups = Map.groupBy(maps, (map) => map.deviceName);
  return [...groups].map(([deviceName, group]) => {
    refuseDoubles(group);
    return { deviceName, maps: group.toSorted((a, b) => a.code - b.code) };
  });
}

/** Commas separate entries only before the next `=`, so that column names may contain them. */
function splitEntries(text: string): string[] {
  return text
    .split(/,(?=[^,=]*=)/)
    .map((entry) => entry.replace(/,\s*$/, "").trim())
    .filter((entry) => entry !== "");
}

function parseEntry(entry: string, columns: readonly string[]): ColumnMap {
  const equals = entry.indexOf("=");
  if (equals < 1)
    throw invalid(`"${entry}" is no mapping; write point=column or point=column*1000`);
  const left = entry.slice(0, equals).trim();
  const slash = left.lastIndexOf("/");
  const pointName = left.slice(slash + 1).trim();
  const point = pointByName(pointName);
  if (!point) throw invalid(unknownPointText(pointName));
  const { column, scale } = columnAndScale(entry.slice(equals + 1).trim(), columns);
  return {
    deviceName: slash < 0 ? null : left.slice(0, slash).trim(),
    code: point.code,
    pointName,
    column,
    scale,
  };
}

function columnAndScale(
  text: string,
  columns: readonly string[],
): { column: number; scale: number } {
  if (columns.includes(text)) return { column: findColumn(text, columns), scale: 1 };
  const groups = SCALE.exec(text)?.groups;
  if (!groups) return { column: findColumn(text, columns), scale: 1 };
  const scale = Number(groups["scale"]);
  if (scale === 0 || !Number.isFinite(scale)) throw invalid(`the scale in "${text}" must not be 0`);
  return { column: findColumn(groups["column"] ?? "", columns), scale };
}

/**
 * Place of a column, by its name or as `#1`.
 *
 * @throws `invalid_argument` when there is none, or two of that name
 */
export function findColumn(name: string, columns: readonly string[]): number {
  const wanted = name.trim();
  const found = columns.indexOf(wanted);
  if (found >= 0 && columns.indexOf(wanted, found + 1) >= 0)
    throw invalid(
      `two columns are called ${JSON.stringify(wanted)}; say which by number, e.g. #${found + 1}`,
    );
  if (found >= 0) return found;
  const byNumber = /^#(\d+)$/.exec(wanted);
  const index = byNumber ? Number(byNumber[1]) - 1 : -1;
  if (index >= 0 && index < columns.length) return index;
  throw invalid(noColumnText(wanted, columns));
}

function refuseDoubles(maps: readonly ColumnMap[]): void {
  const seen = new Set<number>();
  for (const { code, pointName } of maps) {
    if (seen.has(code)) throw invalid(`${pointName} is mapped twice; keep one of the two`);
    seen.add(code);
  }
}

function noColumnText(wanted: string, columns: readonly string[]): string {
  const alike = columns.find((column) => column.toLowerCase() === wanted.toLowerCase());
  const hint = alike === undefined ? "" : ` Did you mean ${JSON.stringify(alike)}?`;
  const list = columns.map((column, index) => (column === "" ? `#${index + 1}` : column));
  return `there is no column ${JSON.stringify(wanted)}.${hint} The columns are: ${list.join(", ")}`;
}

function unknownPointText(name: string): string {
  const lower = name.toLowerCase();
  const alike = POINTS.find((point) => point.name.toLowerCase() === lower);
  if (alike) return `there is no point ${name}. Did you mean ${alike.name}?`;
  const names = POINTS.filter((point) => !/\d\d?$/.test(point.name)).map((point) => point.name);
  return `there is no point ${name}. The points are: ${names.join(", ")}, dcVoltage1–24, dcCurrent1–24, acVoltageL1–3, acCurrentL1–3`;
}

function invalid(message: string): SolarmonError {
  return new SolarmonError("invalid_argument", message);
}
