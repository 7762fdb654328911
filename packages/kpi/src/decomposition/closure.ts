import { RADIANS } from "../angle.ts";
import type { Into, NumberOrColumn } from "../column.ts";
import { mapRows } from "../column-map.ts";

/** Inputs of {@link dniFromClosure}. */
export interface DniClosureInput<Value = NumberOrColumn> {
  readonly ghiWm2: Value;
  readonly dhiWm2: Value;
  readonly zenithDeg: Value;
}

/** Zenith [deg] from which the quotient says nothing any more. */
const BLIND_ZENITH_DEG = 88;

/**
 * Direct normal irradiance from global and diffuse: (GHI − DHI)/cos ζ.
 *
 * @returns DNI [W/m²]; `NaN` where it would be negative, from 88° of zenith on (unless 0), and where an input is `NaN`
 * @throws RangeError when columns differ in length
 * @example
 * dniFromClosure({ ghiWm2: 700, dhiWm2: 100, zenithDeg: 60 }); // 1200
 */
export function dniFromClosure(input: DniClosureInput<number>): number;
export function dniFromClosure(input: DniClosureInput & Into): Float64Array;
export function dniFromClosure(input: DniClosureInput & Into): NumberOrColumn {
  return mapRows([input.ghiWm2, input.dhiWm2, input.zenithDeg], input.out, (cells) => {
    const dni = (cells[0]! - cells[1]!) / Math.cos(cells[2]! * RADIANS);
    return dni < 0 || (cells[2]! >= BLIND_ZENITH_DEG && dni !== 0) ? Number.NaN : dni;
  });
}

/** Inputs of {@link ghiFromClosure}. */
export interface GhiClosureInput<Value = NumberOrColumn> {
  readonly dniWm2: Value;
  readonly dhiWm2: Value;
  readonly zenithDeg: Value;
}

/**
 * Global from direct and diffuse irradiance: DHI + DNI·cos ζ.
 *
 * @returns GHI [W/m²]; `NaN` where an input is `NaN`
 * @throws RangeError when columns differ in length
 * @example
 * ghiFromClosure({ dniWm2: 800, dhiWm2: 100, zenithDeg: 60 }); // 500
 */
export function ghiFromClosure(input: GhiClosureInput<number>): number;
export function ghiFromClosure(input: GhiClosureInput & Into): Float64Array;
export function ghiFromClosure(input: GhiClosureInput & Into): NumberOrColumn {
  return mapRows(
    [input.dniWm2, input.dhiWm2, input.zenithDeg],
    input.out,
    (cells) => cells[1]! + cells[0]! * Math.cos(cells[2]! * RADIANS),
  );
}

/** Inputs of {@link dhiFromClosure}. */
export interface DhiClosureInput<Value = NumberOrColumn> {
  readonly ghiWm2: Value;
  readonly dniWm2: Value;
  readonly zenithDeg: Value;
}

/**
 * Diffuse from global and direct irradiance: GHI − DNI·cos ζ. It may be negative: measured parts need not close.
 *
 * @returns DHI [W/m²]; `NaN` where an input is `NaN`
 * @throws RangeError when columns differ in length
 * @example
 * dhiFromClosure({ ghiWm2: 500, dniWm2: 800, zenithDeg: 60 }); // 100
 */
export function dhiFromClosure(input: DhiClosureInput<number>): number;
export function dhiFromClosure(input: DhiClosureInput & Into): Float64Array;
export function dhiFromClosure(input: DhiClosureInput & Into): NumberOrColumn {
  return mapRows(
    [input.ghiWm2, input.dniWm2, input.zenithDeg],
    input.out,
    (cells) => cells[0]! - cells[1]! * Math.cos(cells[2]! * RADIANS),
  );
}
