import { expectedPower } from "@solarmon/kpi/expected-power";
import { yieldWaterfall, type YieldStep } from "@solarmon/kpi/losses";
import { iec61724, type Performance } from "@solarmon/kpi/performance";
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { parseTable } from "../golden/table.ts";

const SOURCE = new URL("../../../shared/data/upm_13sys_5min/upm_2014_5min.csv.gz", import.meta.url);
const STEP_HOURS = 1 / 12;
/** The inverter should run above this irradiance [W m⁻²]. */
const USEFUL_WM2 = 50;

/** A year of one system: figures by month and the steps from reference to final yield. */
export interface PlantYear {
  readonly system: number;
  readonly months: readonly Performance[];
  readonly year: Performance;
  readonly steps: readonly YieldStep[];
}

interface Columns {
  readonly months: Int8Array;
  readonly poaWm2: Float64Array;
  readonly moduleC: Float64Array;
  readonly acPowerW: Float64Array;
  readonly dcPowerW: Float64Array;
}

/** Rows with irradiance and module temperature, the first of each stamp; a sleeping inverter reports nothing: 0. */
function read(system: number): Columns {
  const table = parseTable(gunzipSync(readFileSync(SOURCE)).toString("utf8"));
  const stamps = table.texts("timestamp");
  const [poa, module] = [table.numbers("G_M1"), table.numbers("T_M1")];
  const firstOf = new Map(stamps.map((stamp, row) => [stamp, row] as const).toReversed());
  const rows = [...firstOf.values()]
    .filter((row) => !Number.isNaN(poa[row]! + module[row]!))
    .toSorted((a, b) => a - b);
  const pick = (name: string): Float64Array => {
    const values = table.numbers(name);
    return Float64Array.from(rows, (row) => Math.max(0, values[row] || 0));
  };
  const current = pick(`I_DC_${system}`);
  return {
    months: Int8Array.from(rows, (row) => Number(stamps[row]?.slice(5, 7)) - 1),
    poaWm2: pick("G_M1"),
    moduleC: Float64Array.from(rows, (row) => module[row]!),
    acPowerW: pick(`P_AC_${system}`),
    dcPowerW: pick(`U_DC_${system}`).map((voltage, row) => voltage * current[row]!),
  };
}

/** Computes the year of a system whose rating is assumed, as the source does not give it. */
export function plantYear(system: number, dcRatingW: number): PlantYear {
  const { months, ...columns } = read(system);
  const plant = { dcRatingW, gammaPerK: -0.004, lossesPct: 5, acRatingW: dcRatingW };
  const { poaWm2, moduleC, acPowerW } = columns;
  const expectedW = expectedPower(poaWm2, moduleC, plant);
  const part = (start: number, end: number): Performance => {
    const cut = (column: Float64Array): Float64Array => column.subarray(start, end);
    const rows = {
      poaWm2: cut(poaWm2),
      moduleC: cut(moduleC),
      acPowerW: cut(acPowerW),
      dcPowerW: cut(columns.dcPowerW),
      stepHours: STEP_HOURS,
    };
    return iec61724(rows, plant);
  };
  const borders = Array.from({ length: 13 }, (_month, month) => {
    const border = months.findIndex((value) => value >= month);
    return border < 0 ? months.length : border;
  });
  const year = part(0, months.length);
  const availabilityLossWh = expectedW.reduce(
    (sum, power, row) =>
      poaWm2[row]! > USEFUL_WM2 && acPowerW[row] === 0 ? sum + power * STEP_HOURS : sum,
    0,
  );
  return {
    system,
    months: borders.slice(0, 12).map((start, month) => part(start, borders[month + 1]!)),
    year,
    steps: yieldWaterfall({ ...year, dcRatingW, availabilityLossWh }),
  };
}
