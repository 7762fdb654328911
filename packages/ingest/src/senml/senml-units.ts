/** `value × factor + offset` is in the point's unit. */
export interface UnitConversion {
  readonly to: string;
  readonly factor: number;
  readonly offset: number;
}

type Row = readonly [from: string, to: string, factor: number, offset?: number];

/** SenML units (RFC 8428 §12.1, RFC 8798) and those that meters send beside them, into the units of our points. */
const ROWS: readonly Row[] = [
  ["W", "W", 1],
  ["mW", "W", 1e-3],
  ["kW", "W", 1e3],
  ["MW", "W", 1e6],
  ["Wh", "Wh", 1],
  ["kWh", "Wh", 1e3],
  ["MWh", "Wh", 1e6],
  ["J", "Wh", 1 / 3600],
  ["kJ", "Wh", 1 / 3.6],
  ["MJ", "Wh", 1000 / 3.6],
  ["var", "var", 1],
  ["kvar", "var", 1e3],
  ["V", "V", 1],
  ["mV", "V", 1e-3],
  ["kV", "V", 1e3],
  ["A", "A", 1],
  ["mA", "A", 1e-3],
  ["Hz", "Hz", 1],
  ["Cel", "°C", 1],
  ["K", "°C", 1, -273.15],
  ["W/m2", "W/m²", 1],
  ["kW/m2", "W/m²", 1e3],
  ["m/s", "m/s", 1],
  ["km/h", "m/s", 1 / 3.6],
  ["m", "m", 1],
  ["cm", "m", 1e-2],
  ["mm", "m", 1e-3],
  ["mm", "mm", 1],
  ["m", "mm", 1e3],
  ["/", "1", 1],
  ["%", "1", 1e-2],
  ["count", "1", 1],
  ["%", "%", 1],
  ["%EL", "%", 1],
  ["/", "%", 100],
];

/** How to turn a SenML unit into a point's unit, or `undefined` when they do not measure the same. */
export function senmlConversion(from: string, to: string): UnitConversion | undefined {
  const row = ROWS.find((candidate) => candidate[0] === from && candidate[1] === to);
  return row && { to, factor: row[2], offset: row[3] ?? 0 };
}
