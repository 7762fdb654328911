/** Twelve points as inverters report them, in the resolution they report. */
export const TELEMETRY_POINTS = [
  "acPower",
  "acEnergyTotal",
  "acEnergyToday",
  "acVoltageL1",
  "acVoltageL2",
  "acVoltageL3",
  "acCurrentL1",
  "acCurrentL2",
  "acCurrentL3",
  "frequency",
  "dcPower",
  "internalTemperature",
] as const;

const DAY_MS = 86_400_000;
const RATED_W = 10_000;

/** Repeatable noise in [−1, 1). */
function noise(seed: number): number {
  const value = Math.sin(seed * 12.9898) * 43_758.5453;
  return (value - Math.floor(value)) * 2 - 1;
}

/** Values of one device at one instant, in the order of {@link TELEMETRY_POINTS}: a day's curve with clouds and noise. */
export function telemetryRow(device: number, at: number): number[] {
  const share = (at % DAY_MS) / DAY_MS;
  const sun = Math.max(0, Math.sin((share - 0.25) * 2 * Math.PI));
  const cloud = 0.75 + 0.25 * noise(Math.floor(at / 600_000) * 7 + device);
  const powerW = Math.round((RATED_W * sun * cloud) / 10) * 10;
  const dayWh =
    Math.round(
      ((1 - Math.cos(Math.min(Math.max(share - 0.25, 0), 0.5) * 2 * Math.PI)) * RATED_W * 12) /
        Math.PI /
        20,
    ) * 10;
  const totalWh = Math.floor(at / DAY_MS) * 70_000 + device * 1_000_000 + dayWh;
  const [l1, l2, l3] = [1, 2, 3].map(
    (phase) => Math.round((231 + noise(at / 60_000 + phase + device * 3)) * 10) / 10,
  );
  const currentA = Math.round((powerW / 3 / 231) * 100) / 100;
  const hertz = Math.round((50 + 0.02 * noise(at / 60_000)) * 100) / 100;
  const celsius = Math.round((20 + 30 * sun * cloud) * 10) / 10;
  return [
    powerW,
    totalWh,
    dayWh,
    l1 ?? 0,
    l2 ?? 0,
    l3 ?? 0,
    currentA,
    currentA,
    currentA,
    hertz,
    Math.round(powerW * 1.03),
    celsius,
  ];
}
