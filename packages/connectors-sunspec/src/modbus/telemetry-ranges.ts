import { MAX_REGISTERS, type RegisterRange } from "@solarmon/connectors-kit/modbus";
import type { ModelSite } from "../model-chain.ts";
import { groupStarts, layoutOf, type PointLayout } from "../model-layout.ts";

const HEADER = 2;
/** Of a Common block, behind its header: manufacturer, model, options and version come before. */
const SERIAL_AT = 48;
const NO_TELEMETRY: ReadonlySet<string> = new Set(["text", "pad"]);

/**
 * From the serial number to the end of a Common block: read with the values, since a device may be replaced by another
 * of its kind. What comes before it would make some requests too long.
 */
export function serialRange({ address, length }: ModelSite): readonly RegisterRange[] {
  if (length <= SERIAL_AT) return [];
  return [{ address: address + HEADER + SERIAL_AT, count: length - SERIAL_AT }];
}

/** A model, header included, without texts at its end; cut between two points where it is too long for one request. */
export function telemetryRanges({ id, address, length }: ModelSite): readonly RegisterRange[] {
  const points = pointsOf(id, length);
  const end = HEADER + usefulWords(points, length);
  const ranges: RegisterRange[] = [];
  let from = 0;
  while (end - from > MAX_REGISTERS) {
    const until = cutBetween(points, from, from + MAX_REGISTERS);
    ranges.push({ address: address + from, count: until - from });
    from = until;
  }
  return [...ranges, { address: address + from, count: end - from }];
}

/** Points of a model of that length; offsets count from its body. */
function pointsOf(id: number, length: number): readonly PointLayout[] {
  const layout = layoutOf(id);
  if (layout === undefined) return [];
  const repeated = groupStarts(layout, length).flatMap((at) =>
    layout.repeated.points.map((point) => ({ ...point, offset: at + point.offset })),
  );
  return [...layout.fixed.points, ...repeated].filter(
    (point) => point.offset + point.words <= length,
  );
}

function usefulWords(points: readonly PointLayout[], length: number): number {
  const last = points.findLast(({ typeName }) => !NO_TELEMETRY.has(typeName));
  return last === undefined ? length : last.offset + last.words;
}

/** The last point that begins at or before `most`. */
function cutBetween(points: readonly PointLayout[], from: number, most: number): number {
  const last = points.findLast(({ offset }) => HEADER + offset <= most && HEADER + offset > from);
  return last === undefined ? most : HEADER + last.offset;
}
