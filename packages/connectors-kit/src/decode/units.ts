/** Quantity, factor to its base unit, and what to add after that. */
type Unit = readonly [quantity: string, factor: number, offset?: number];

const UNITS: Readonly<Record<string, Unit>> = {
  mW: ["power", 1e-3],
  W: ["power", 1],
  kW: ["power", 1e3],
  MW: ["power", 1e6],
  GW: ["power", 1e9],
  kWp: ["power", 1e3],
  VA: ["apparent power", 1],
  kVA: ["apparent power", 1e3],
  MVA: ["apparent power", 1e6],
  var: ["reactive power", 1],
  kvar: ["reactive power", 1e3],
  Mvar: ["reactive power", 1e6],
  mWh: ["energy", 1e-3],
  Wh: ["energy", 1],
  kWh: ["energy", 1e3],
  MWh: ["energy", 1e6],
  GWh: ["energy", 1e9],
  TWh: ["energy", 1e12],
  J: ["energy", 1 / 3_600],
  kJ: ["energy", 1 / 3.6],
  MJ: ["energy", 1 / 0.0036],
  Ws: ["energy", 1 / 3_600],
  mV: ["voltage", 1e-3],
  V: ["voltage", 1],
  kV: ["voltage", 1e3],
  mA: ["current", 1e-3],
  A: ["current", 1],
  kA: ["current", 1e3],
  mHz: ["frequency", 1e-3],
  Hz: ["frequency", 1],
  "1": ["share", 1],
  "%": ["share", 1e-2],
  "‰": ["share", 1e-3],
  "°C": ["temperature", 1],
  "°F": ["temperature", 5 / 9, -160 / 9],
  K: ["temperature", 1, -273.15],
  "W/m²": ["irradiance", 1],
  "kW/m²": ["irradiance", 1e3],
  "m/s": ["speed", 1],
  "km/h": ["speed", 1 / 3.6],
  mph: ["speed", 0.44704],
  kn: ["speed", 1852 / 3_600],
  mm: ["length", 1e-3],
  cm: ["length", 1e-2],
  m: ["length", 1],
  km: ["length", 1e3],
  in: ["length", 0.0254],
  ft: ["length", 0.3048],
  s: ["time", 1],
  min: ["time", 60],
  h: ["time", 3_600],
  d: ["time", 86_400],
  kΩ: ["resistance", 1e3],
  MΩ: ["resistance", 1e6],
  Ω: ["resistance", 1],
};

/** Other spellings that vendors use. Case counts: `mW` and `MW` differ. */
const SPELLINGS: Readonly<Record<string, string>> = {
  w: "W",
  watt: "W",
  Watt: "W",
  kw: "kW",
  KW: "kW",
  Kw: "kW",
  mw: "MW",
  kwp: "kWp",
  wh: "Wh",
  WH: "Wh",
  kwh: "kWh",
  KWh: "kWh",
  KWH: "kWh",
  Kwh: "kWh",
  kWH: "kWh",
  mwh: "MWh",
  MWH: "MWh",
  gwh: "GWh",
  v: "V",
  Volt: "V",
  a: "A",
  Amp: "A",
  hz: "Hz",
  HZ: "Hz",
  VAr: "var",
  VAR: "var",
  Var: "var",
  kVar: "kvar",
  kVAr: "kvar",
  KVar: "kvar",
  kva: "kVA",
  C: "°C",
  "℃": "°C",
  ºC: "°C",
  degC: "°C",
  celsius: "°C",
  F: "°F",
  "℉": "°F",
  "W/m2": "W/m²",
  "w/㎡": "W/m²",
  "W/㎡": "W/m²",
  "W/(m^2)": "W/m²",
  "W/m^2": "W/m²",
  "km/hr": "km/h",
  kmh: "km/h",
  "": "1",
  percent: "%",
  pct: "%",
  hours: "h",
  sec: "s",
};

/** Turns a value of one unit into another one. */
export type Conversion = (value: number) => number;

const conversions = new Map<string, Conversion | null>();
/** Units come from replies, too: their number must not grow without end. */
const MAX_KNOWN = 1_000;

/** How to turn `from` into `to`; `null` when either is unknown or they measure different things. */
export function conversionOf(from: string, to: string): Conversion | null {
  const key = `${from} ${to}`;
  let conversion = conversions.get(key);
  if (conversion === undefined) {
    if (conversions.size >= MAX_KNOWN) conversions.clear();
    conversions.set(key, (conversion = createConversion(from, to)));
  }
  return conversion;
}

function createConversion(from: string, to: string): Conversion | null {
  const [fromQuantity, fromFactor, fromOffset = 0] = unitOf(from) ?? [];
  const [toQuantity, toFactor, toOffset = 0] = unitOf(to) ?? [];
  if (fromFactor === undefined || toFactor === undefined || fromQuantity !== toQuantity)
    return null;
  const factor = fromFactor / toFactor;
  const offset = (fromOffset - toOffset) / toFactor;
  if (factor === 1 && offset === 0) return (value) => value;
  return (value) => withoutNoise(value * factor + offset);
}

function unitOf(text: string): Unit | undefined {
  const name = text.trim();
  const known = Object.hasOwn(SPELLINGS, name) ? SPELLINGS[name] : name;
  return known !== undefined && Object.hasOwn(UNITS, known) ? UNITS[known] : undefined;
}

/** 4.56 kW is 4560 W, not 4559.999999999999. */
function withoutNoise(value: number): number {
  return Math.abs(value) < 1e9 ? Math.round(value * 1e6) / 1e6 : value;
}
