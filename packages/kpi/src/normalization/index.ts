export {
  type ExpectedPowerRows,
  type NormalizedColumns,
  normalizeWithExpectedPower,
  normalizeWithPvwatts,
  type PvwattsRows,
} from "./normalize.ts";
