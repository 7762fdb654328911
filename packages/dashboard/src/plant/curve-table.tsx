import type { CurvePoint } from "../curve/plant-curve.ts";
import { curveCsv, downloadCsv } from "./curve-csv.ts";
import { formatWith, MISSING, prefixFor } from "../format/number.ts";
import { formatInstant } from "../format/time.ts";
import type { LocalDay } from "../time/local-day.ts";

interface CurveTableProps {
  readonly points: readonly CurvePoint[];
  readonly devices: number;
  readonly day: LocalDay;
  readonly name: string;
  readonly timeZone: string;
}

/** The chart's points as rows; exact values are in the attributes and in the CSV. */
export function CurveTable({ points, devices, day, name, timeZone }: CurveTableProps) {
  const prefix = prefixFor(points.map((point) => point.powerW));
  return (
    <div className="curve-table">
      <div className="table-scroll" tabIndex={0} role="region" aria-label="Power as a table">
        <table data-testid="curve-table">
          <caption className="visually-hidden">
            Power of {name} on {day}
          </caption>
          <thead>
            <tr>
              <th scope="col">Time ({timeZone})</th>
              <th scope="col" className="number">
                Power [{prefix.symbol}W]
              </th>
              <th scope="col" className="number">
                Inverters
              </th>
            </tr>
          </thead>
          <tbody>
            {points.map((point) => (
              <tr key={point.at} data-at={point.at} data-value={point.powerW ?? ""}>
                <th scope="row">{formatInstant(point.at, timeZone)}</th>
                <td className="number">
                  {point.powerW === null ? "no data" : formatWith(point.powerW, prefix)}
                </td>
                <td className="number">
                  {point.powerW === null ? MISSING : `${point.reporting} of ${devices}`}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <button
        type="button"
        className="button"
        onClick={() => downloadCsv(`${name} ${day}.csv`, curveCsv(points))}
      >
        Download CSV
      </button>
    </div>
  );
}
