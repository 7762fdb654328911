import { cellsOf, type NumberOrColumn, rowsOf, strideOf } from "../column.ts";

/** Causes in the order in which they take their part of what is missing. */
export const LOSS_CAUSES: readonly [
  "curtailment",
  "outage",
  "clipping",
  "snow",
  "soiling",
  "shading",
  "degradation",
  "other",
] = ["curtailment", "outage", "clipping", "snow", "soiling", "shading", "degradation", "other"];

export type LossCause = (typeof LOSS_CAUSES)[number];

/** What is known of the causes, a number for all rows or a column; `NaN` or left out: nothing known at that row. */
export interface LossRows {
  /** Power of the undisturbed plant before any limit [W]. */
  readonly expectedW: NumberOrColumn;
  /** Measured power [W]; `NaN`: no data, which is a part of its own and no loss. */
  readonly actualW: NumberOrColumn;
  /** Hours that each row stands for. */
  readonly stepHours: NumberOrColumn;
  /** Limit ordered by grid or owner [W]. */
  readonly curtailmentLimitW?: NumberOrColumn;
  /** Share of the capacity that stood still, 0…1: 1 the whole device, 1/6 a string of six. */
  readonly outageShare?: NumberOrColumn;
  /** AC rating at which the inverter clips [W]. */
  readonly clippingLimitW?: NumberOrColumn;
  /** Share covered by snow, 0…1. */
  readonly snowShare?: NumberOrColumn;
  /** Soiling ratio, 1 clean. */
  readonly soilingRatio?: NumberOrColumn;
  /** Share lost to shade, 0…1. */
  readonly shadingShare?: NumberOrColumn;
  /** Share lost to age, 0…1. */
  readonly degradationShare?: NumberOrColumn;
}

/** A loss waterfall [Wh]: expected − noData − Σ losses = actual, exactly. */
export interface LossWaterfall {
  /** Expected energy of the rows where it is known. */
  readonly expectedWh: number;
  readonly actualWh: number;
  /** Expected energy of rows without measured power. */
  readonly noDataWh: number;
  readonly lossesWh: Readonly<Record<LossCause, number>>;
  /** Rows, rows without expectation (left out of all parts), rows without measured power. */
  readonly rows: number;
  readonly unknownRows: number;
  readonly noDataRows: number;
}

/**
 * Energies are counted in steps of 1/1024 Wh. Sums of such numbers are exact in a double up to 8.8 TWh, in any order:
 * parts add up to the last bit, days to months, devices to plants.
 */
function grain(energyWh: number): number {
  return Math.round(energyWh * 1024) / 1024 + 0; // + 0: never −0
}

function byCause(energyWh: (cause: LossCause) => number): Record<LossCause, number> {
  return {
    curtailment: energyWh("curtailment"),
    outage: energyWh("outage"),
    clipping: energyWh("clipping"),
    snow: energyWh("snow"),
    soiling: energyWh("soiling"),
    shading: energyWh("shading"),
    degradation: energyWh("degradation"),
    other: energyWh("other"),
  };
}

/** Power that the causes leave, one after another; its steps are what each may claim at most. */
function leftAfter(cause: number, powerW: number, known: number): number {
  if (Number.isNaN(known)) return powerW;
  if (cause === 0 || cause === 2) return Math.min(powerW, Math.max(0, known)); // limits
  const left = cause === 4 ? known : 1 - known; // the soiling ratio says what is left, the others what is lost
  return powerW * Math.min(Math.max(left, 0), 1);
}

/**
 * Divides expected − actual energy among its causes in the order of {@link LOSS_CAUSES}; the parts always add up.
 *
 * Row by row each cause may claim what it takes from the power that the causes before it have left, but no more than
 * is still missing; the rest is `other`, negative where the plant gave more than expected. Missing power counts as
 * `noData`, not as a loss; rows without expectation count nowhere. Periods may be cut anywhere (`subarray`) and added.
 *
 * @throws RangeError when columns differ in length
 * @see IEC 61724-1:2021 (losses); the order is Solarmon's: what is measured first, what is guessed last
 * @example
 * lossWaterfall({ expectedW: 1000, actualW: 550, stepHours: 1, outageShare: 0.25, soilingRatio: 0.96 }).lossesWh;
 * // { outage: 250, soiling: 30, other: 170, … }
 */
export function lossWaterfall(rows: LossRows): LossWaterfall {
  const sources = [
    rows.curtailmentLimitW ?? Number.NaN,
    rows.outageShare ?? Number.NaN,
    rows.clippingLimitW ?? Number.NaN,
    rows.snowShare ?? Number.NaN,
    rows.soilingRatio ?? Number.NaN,
    rows.shadingShare ?? Number.NaN,
    rows.degradationShare ?? Number.NaN,
  ];
  const count = Math.abs(rowsOf(rows.expectedW, rows.actualW, rows.stepHours, ...sources));
  const known = sources.map(cellsOf);
  const strides = sources.map(strideOf);
  const [expected, actual, hours] = [rows.expectedW, rows.actualW, rows.stepHours].map(cellsOf);
  const [expectedStep, actualStep, hoursStep] = [
    strideOf(rows.expectedW),
    strideOf(rows.actualW),
    strideOf(rows.stepHours),
  ];
  const losses = new Float64Array(LOSS_CAUSES.length);
  let [expectedWh, actualWh, noDataWh, unknownRows, noDataRows] = [0, 0, 0, 0, 0];
  for (let row = 0; row < count; row++) {
    const step = hours![row * hoursStep]!;
    const expectedNow = grain(expected![row * expectedStep]! * step);
    const actualNow = grain(actual![row * actualStep]! * step);
    if (Number.isNaN(expectedNow)) {
      unknownRows++;
      continue;
    }
    expectedWh += expectedNow;
    if (Number.isNaN(actualNow)) {
      noDataWh += expectedNow;
      noDataRows++;
      continue;
    }
    actualWh += actualNow;
    let missing = expectedNow - actualNow;
    let power = expected![row * expectedStep]!;
    for (let cause = 0; cause < known.length && missing > 0; cause++) {
      const left = leftAfter(cause, power, known[cause]![row * strides[cause]!]!);
      const part = Math.min(grain((power - left) * step), missing);
      power = left;
      losses[cause] = losses[cause]! + part;
      missing -= part;
    }
    losses[LOSS_CAUSES.length - 1] = losses[LOSS_CAUSES.length - 1]! + missing;
  }
  const lossesWh = byCause((cause) => losses[LOSS_CAUSES.indexOf(cause)]!);
  return { expectedWh, actualWh, noDataWh, lossesWh, rows: count, unknownRows, noDataRows };
}

/**
 * Adds waterfalls of periods or devices; exact, as their energies are.
 *
 * @example
 * const january = lossWaterfall({ expectedW: 1000, actualW: 900, stepHours: 1 });
 * addWaterfalls([january, january]).lossesWh.other; // 200
 */
export function addWaterfalls(parts: readonly LossWaterfall[]): LossWaterfall {
  const sum = (pick: (part: LossWaterfall) => number): number =>
    parts.reduce((total, part) => total + pick(part), 0);
  const lossesWh = byCause((cause) => sum((part) => part.lossesWh[cause]));
  return {
    expectedWh: sum((part) => part.expectedWh),
    actualWh: sum((part) => part.actualWh),
    noDataWh: sum((part) => part.noDataWh),
    lossesWh,
    rows: sum((part) => part.rows),
    unknownRows: sum((part) => part.unknownRows),
    noDataRows: sum((part) => part.noDataRows),
  };
}
