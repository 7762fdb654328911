import type { PointDefinition } from "./point-definition.ts";

// A line per point. Codes and resolutions are those of stored bytes: add lines, never change or remove one.
// "counter daily" starts again at 0 each local day. An empty cell: not a question, or no such element there.
const TABLE = `
name                  | code | unit | kind          | resolution |     min |        max | text                                                   | sign                                          | SunSpec        | Orange Button
acPower               |    1 | W    | instant       |          1 |    -1e9 |        1e9 | AC active power                                        | + production                                  | 103.W          | ActivePowerAC
acEnergyTotal         |    2 | Wh   | counter       |          1 |       0 |       1e14 | AC energy since commissioning                          |                                               | 103.WH         | EnergyAC
acEnergyToday         |    3 | Wh   | counter daily |          1 |       0 |       1e12 | AC energy since local midnight                         |                                               |                |
acVoltageL1           |    4 | V    | instant       |        0.1 |       0 |     100000 | AC voltage phase 1 to neutral                          |                                               | 103.PhVphA     | VoltageAC
acVoltageL2           |    5 | V    | instant       |        0.1 |       0 |     100000 | AC voltage phase 2 to neutral                          |                                               | 103.PhVphB     |
acVoltageL3           |    6 | V    | instant       |        0.1 |       0 |     100000 | AC voltage phase 3 to neutral                          |                                               | 103.PhVphC     |
acCurrentL1           |    7 | A    | instant       |       0.01 | -100000 |     100000 | AC current phase 1                                     |                                               | 103.AphA       | CurrentAC
acCurrentL2           |    8 | A    | instant       |       0.01 | -100000 |     100000 | AC current phase 2                                     |                                               | 103.AphB       |
acCurrentL3           |    9 | A    | instant       |       0.01 | -100000 |     100000 | AC current phase 3                                     |                                               | 103.AphC       |
frequency             |   10 | Hz   | instant       |       0.01 |       0 |        100 | grid frequency                                         |                                               | 103.Hz         | FrequencyAC
reactivePower         |   11 | var  | instant       |          1 |    -1e9 |        1e9 | reactive power                                         | + over-excited (IEC load convention reversed) | 103.VAr        | ReactivePowerAC
powerFactor           |   12 | 1    | instant       |      0.001 |      -1 |          1 | power factor                                           |                                               | 103.PF         | PowerFactorAC
dcPower               |   13 | W    | instant       |          1 |    -1e9 |        1e9 | DC power, all inputs                                   | + production                                  | 103.DCW        | PowerDC
internalTemperature   |   14 | °C   | instant       |        0.1 |     -60 |        200 | temperature inside the device                          |                                               | 103.TmpCab     | TemperatureCabinet
status                |   15 | 1    | state         |          1 |       0 |      65535 | operating state                                        |                                               | 103.St         |
faultCode             |   16 | 1    | state         |          1 |       0 | 4294967295 | vendor's fault code                                    |                                               | 103.Evt1       |
powerLimit            |   17 | 1    | instant       |      0.001 |       0 |          1 | active curtailment set-point as a share of rated power |                                               | 123.WMaxLimPct |
gridImportPower       |   18 | W    | instant       |          1 |       0 |        1e9 | power drawn from the grid                              | + import                                      |                |
gridExportPower       |   19 | W    | instant       |          1 |       0 |        1e9 | power fed into the grid                                | + export                                      |                |
gridImportEnergyTotal |   20 | Wh   | counter       |          1 |       0 |       1e14 | energy drawn from the grid                             |                                               | 203.TotWhImp   |
gridExportEnergyTotal |   21 | Wh   | counter       |          1 |       0 |       1e14 | energy fed into the grid                               |                                               | 203.TotWhExp   |
loadPower             |   22 | W    | instant       |          1 |       0 |        1e9 | consumption of the site                                | + consumption                                 |                |
batterySoc            |   23 | %    | instant       |        0.1 |       0 |        100 | battery state of charge                                |                                               | 802.SoC        |
batteryPower          |   24 | W    | instant       |          1 |    -1e9 |        1e9 | battery power                                          | + charge                                      | 802.W          |
poaIrradiance         |   25 | W/m² | instant       |          1 |     -20 |       2000 | irradiance in the plane of the array                   |                                               | 302.POAI       | IrradiancePlaneOfArray
ghi                   |   26 | W/m² | instant       |          1 |     -20 |       2000 | global horizontal irradiance                           |                                               | 302.GHI        | IrradianceGlobalHorizontal
dni                   |   27 | W/m² | instant       |          1 |     -20 |       2000 | direct normal irradiance                               |                                               | 302.DNI        | IrradianceDirectNormal
dhi                   |   28 | W/m² | instant       |          1 |     -20 |       2000 | diffuse horizontal irradiance                          |                                               | 302.DHI        | IrradianceDiffuseHorizontal
ambientTemperature    |   29 | °C   | instant       |        0.1 |     -90 |         70 | ambient air temperature                                |                                               | 307.TmpAmb     | TemperatureAmbient
moduleTemperature     |   30 | °C   | instant       |        0.1 |     -90 |        150 | temperature at the back of a module                    |                                               | 303.TmpBOM     | TemperatureModule
windSpeed             |   31 | m/s  | instant       |        0.1 |       0 |        100 | wind speed                                             |                                               | 307.WndSpd     | WindSpeed
rain                  |   32 | mm   | counter       |        0.1 |       0 |    1000000 | rain since the gauge's last reset                      |                                               | 307.Rain       |
snowDepth             |   33 | m    | instant       |       0.01 |       0 |         30 | depth of snow                                          |                                               | 307.Snw        |
`;

const KINDS: ReadonlyMap<
  string,
  Pick<PointDefinition, "kind" | "aggregate" | "resetsDaily">
> = new Map([
  ["instant", { kind: "instant", aggregate: "mean" }],
  ["counter", { kind: "counter", aggregate: "energy" }],
  ["counter daily", { kind: "counter", aggregate: "energy", resetsDaily: true }],
  ["state", { kind: "state", aggregate: "last" }],
]);

/** The points of the table, in its order. */
export function tablePoints(): PointDefinition[] {
  return TABLE.trim().split("\n").slice(1).map(toDefinition);
}

function toDefinition(line: string): PointDefinition {
  const cells = line.split("|").map((cell) => cell.trim());
  const [name = "", code, unit = "", kindText = "", resolution, min, max, text = ""] = cells;
  const [sign, sunspec, orangeButton] = cells.slice(8);
  const kind = KINDS.get(kindText);
  if (!kind) throw new TypeError(`${name}: there is no kind ${kindText}`);
  return {
    name,
    code: Number(code),
    unit,
    resolution: Number(resolution),
    min: Number(min),
    max: Number(max),
    text,
    ...kind,
    ...(sign ? { sign } : {}),
    ...(sunspec ? { sunspec } : {}),
    ...(orangeButton ? { orangeButton } : {}),
  };
}
