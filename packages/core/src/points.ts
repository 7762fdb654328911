/** `instant` true at one moment · `counter` only grows, may reset · `period` of a stated interval · `state` an enumeration. */
export type PointKind = "instant" | "counter" | "period" | "state";

/** How readings of a point become one figure of an interval. */
export type PointAggregate = "mean" | "last" | "energy";

export interface PointDefinition {
  readonly name: string;
  /** Number of the point in stored bytes. Never reused, never changed; nor is `resolution` once data exist. */
  readonly code: number;
  readonly unit: string;
  readonly kind: PointKind;
  readonly aggregate: PointAggregate;
  /** What is worth storing, in `unit`: values are rounded to a multiple of it. A power of ten. */
  readonly resolution: number;
  /** Physical range in `unit`, both ends included; outside is refused, never capped. */
  readonly min: number;
  readonly max: number;
  /** What a positive value means, where that is a question. */
  readonly sign?: string;
  /** Counter that starts again at 0 each local day. */
  readonly resetsDaily?: boolean;
  /** SunSpec model and point, e.g. `103.W`. */
  readonly sunspec?: string;
  /** Orange Button taxonomy element. */
  readonly orangeButton?: string;
  readonly text: string;
}

type Extra = Partial<Omit<PointDefinition, "name" | "code" | "unit">>;
type Row = readonly [
  name: string,
  code: number,
  unit: string,
  resolution: number,
  min: number,
  max: number,
  text: string,
  extra?: Extra,
];

const GIGA = 1e9;
const COUNTER: Extra = { kind: "counter", aggregate: "energy" };
const STATE: Extra = { kind: "state", aggregate: "last" };

const ROWS: readonly Row[] = [
  [
    "acPower",
    1,
    "W",
    1,
    -GIGA,
    GIGA,
    "AC active power",
    { sign: "+ production", sunspec: "103.W", orangeButton: "ActivePowerAC" },
  ],
  [
    "acEnergyTotal",
    2,
    "Wh",
    1,
    0,
    1e14,
    "AC energy since commissioning",
    { ...COUNTER, sunspec: "103.WH", orangeButton: "EnergyAC" },
  ],
  [
    "acEnergyToday",
    3,
    "Wh",
    1,
    0,
    1e12,
    "AC energy since local midnight",
    { ...COUNTER, resetsDaily: true },
  ],
  [
    "acVoltageL1",
    4,
    "V",
    0.1,
    0,
    100_000,
    "AC voltage phase 1 to neutral",
    { sunspec: "103.PhVphA", orangeButton: "VoltageAC" },
  ],
  [
    "acVoltageL2",
    5,
    "V",
    0.1,
    0,
    100_000,
    "AC voltage phase 2 to neutral",
    { sunspec: "103.PhVphB" },
  ],
  [
    "acVoltageL3",
    6,
    "V",
    0.1,
    0,
    100_000,
    "AC voltage phase 3 to neutral",
    { sunspec: "103.PhVphC" },
  ],
  [
    "acCurrentL1",
    7,
    "A",
    0.01,
    -100_000,
    100_000,
    "AC current phase 1",
    { sunspec: "103.AphA", orangeButton: "CurrentAC" },
  ],
  ["acCurrentL2", 8, "A", 0.01, -100_000, 100_000, "AC current phase 2", { sunspec: "103.AphB" }],
  ["acCurrentL3", 9, "A", 0.01, -100_000, 100_000, "AC current phase 3", { sunspec: "103.AphC" }],
  [
    "frequency",
    10,
    "Hz",
    0.01,
    0,
    100,
    "grid frequency",
    { sunspec: "103.Hz", orangeButton: "FrequencyAC" },
  ],
  [
    "reactivePower",
    11,
    "var",
    1,
    -GIGA,
    GIGA,
    "reactive power",
    {
      sign: "+ over-excited (IEC load convention reversed)",
      sunspec: "103.VAr",
      orangeButton: "ReactivePowerAC",
    },
  ],
  [
    "powerFactor",
    12,
    "1",
    0.001,
    -1,
    1,
    "power factor",
    { sunspec: "103.PF", orangeButton: "PowerFactorAC" },
  ],
  [
    "dcPower",
    13,
    "W",
    1,
    -GIGA,
    GIGA,
    "DC power, all inputs",
    { sign: "+ production", sunspec: "103.DCW", orangeButton: "PowerDC" },
  ],
  [
    "internalTemperature",
    14,
    "°C",
    0.1,
    -60,
    200,
    "temperature inside the device",
    { sunspec: "103.TmpCab", orangeButton: "TemperatureCabinet" },
  ],
  ["status", 15, "1", 1, 0, 65_535, "operating state", { ...STATE, sunspec: "103.St" }],
  [
    "faultCode",
    16,
    "1",
    1,
    0,
    4_294_967_295,
    "vendor's fault code",
    { ...STATE, sunspec: "103.Evt1" },
  ],
  [
    "powerLimit",
    17,
    "1",
    0.001,
    0,
    1,
    "active curtailment set-point as a share of rated power",
    { sunspec: "123.WMaxLimPct" },
  ],
  ["gridImportPower", 18, "W", 1, 0, GIGA, "power drawn from the grid", { sign: "+ import" }],
  ["gridExportPower", 19, "W", 1, 0, GIGA, "power fed into the grid", { sign: "+ export" }],
  [
    "gridImportEnergyTotal",
    20,
    "Wh",
    1,
    0,
    1e14,
    "energy drawn from the grid",
    { ...COUNTER, sunspec: "203.TotWhImp" },
  ],
  [
    "gridExportEnergyTotal",
    21,
    "Wh",
    1,
    0,
    1e14,
    "energy fed into the grid",
    { ...COUNTER, sunspec: "203.TotWhExp" },
  ],
  ["loadPower", 22, "W", 1, 0, GIGA, "consumption of the site", { sign: "+ consumption" }],
  ["batterySoc", 23, "%", 0.1, 0, 100, "battery state of charge", { sunspec: "802.SoC" }],
  [
    "batteryPower",
    24,
    "W",
    1,
    -GIGA,
    GIGA,
    "battery power",
    { sign: "+ charge", sunspec: "802.W" },
  ],
  [
    "poaIrradiance",
    25,
    "W/m²",
    1,
    -20,
    2_000,
    "irradiance in the plane of the array",
    { sunspec: "302.POAI", orangeButton: "IrradiancePlaneOfArray" },
  ],
  [
    "ghi",
    26,
    "W/m²",
    1,
    -20,
    2_000,
    "global horizontal irradiance",
    { sunspec: "302.GHI", orangeButton: "IrradianceGlobalHorizontal" },
  ],
  [
    "dni",
    27,
    "W/m²",
    1,
    -20,
    2_000,
    "direct normal irradiance",
    { sunspec: "302.DNI", orangeButton: "IrradianceDirectNormal" },
  ],
  [
    "dhi",
    28,
    "W/m²",
    1,
    -20,
    2_000,
    "diffuse horizontal irradiance",
    { sunspec: "302.DHI", orangeButton: "IrradianceDiffuseHorizontal" },
  ],
  [
    "ambientTemperature",
    29,
    "°C",
    0.1,
    -90,
    70,
    "ambient air temperature",
    { sunspec: "307.TmpAmb", orangeButton: "TemperatureAmbient" },
  ],
  [
    "moduleTemperature",
    30,
    "°C",
    0.1,
    -90,
    150,
    "temperature at the back of a module",
    { sunspec: "303.TmpBOM", orangeButton: "TemperatureModule" },
  ],
  [
    "windSpeed",
    31,
    "m/s",
    0.1,
    0,
    100,
    "wind speed",
    { sunspec: "307.WndSpd", orangeButton: "WindSpeed" },
  ],
  [
    "rain",
    32,
    "mm",
    0.1,
    0,
    1e6,
    "rain since the gauge's last reset",
    { kind: "counter", aggregate: "energy", sunspec: "307.Rain" },
  ],
  ["snowDepth", 33, "m", 0.01, 0, 30, "depth of snow", { sunspec: "307.Snw" }],
];

/** DC inputs (MPPT trackers or strings) per device. */
export const DC_INPUTS = 24;

function dcRows(): Row[] {
  const inputs = Array.from({ length: DC_INPUTS }, (_, index) => index + 1);
  return inputs.flatMap((n): Row[] => [
    [
      `dcVoltage${n}`,
      63 + n,
      "V",
      0.1,
      -5,
      3_000,
      `DC voltage of input ${n}`,
      { sunspec: `160.${n}.DCV` },
    ],
    [
      `dcCurrent${n}`,
      95 + n,
      "A",
      0.01,
      -1_000,
      10_000,
      `DC current of input ${n}`,
      { sunspec: `160.${n}.DCA` },
    ],
  ]);
}

function toDefinition([name, code, unit, resolution, min, max, text, extra]: Row): PointDefinition {
  return {
    name,
    code,
    unit,
    kind: "instant",
    aggregate: "mean",
    resolution,
    min,
    max,
    text,
    ...extra,
  };
}

/** Every point Solarmon knows, by ascending code. */
export const POINTS: readonly PointDefinition[] = [...ROWS, ...dcRows()].map(toDefinition);

const byName: ReadonlyMap<string, PointDefinition> = new Map(
  POINTS.map((point) => [point.name, point]),
);
const byCode: readonly (PointDefinition | undefined)[] = POINTS.reduce<
  (PointDefinition | undefined)[]
>((table, point) => ((table[point.code] = point), table), Array.from({ length: 128 }));

/** The point of that name, or `undefined` (also for `__proto__` and its like). */
export function pointByName(name: string): PointDefinition | undefined {
  return byName.get(name);
}

/** The point of that code, or `undefined`. */
export function pointByCode(code: number): PointDefinition | undefined {
  return byCode[code];
}
