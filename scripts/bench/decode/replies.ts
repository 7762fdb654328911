/** A large reply after the shapes that the vendor documents or was recorded with. */
export interface LargeReply {
  readonly vendor: string;
  readonly endpoint: string;
  /** What it is, for the figure's name. */
  readonly text: string;
  readonly body: string;
}

const MIDNIGHT = Date.UTC(2026, 5, 1);
const FIVE_MINUTES = 300_000;
const QUARTER_HOUR = 900_000;

/** A day's curve between 0 and 1, never the same twice. */
function curve(index: number, count: number): number {
  return Math.max(0, Math.sin((Math.PI * (index + 0.5)) / count)) * (0.9 + 0.01 * (index % 10));
}

function list<Item>(count: number, item: (index: number) => Item): Item[] {
  return Array.from({ length: count }, (_, index) => item(index));
}

/** With one decimal, as most vendors send. */
function tenths(value: number): number {
  return Math.round(value * 10) / 10;
}

function record<Value>(entries: readonly (readonly [string, Value])[]): Record<string, Value> {
  return Object.fromEntries(entries);
}

function solaredgeStamp(index: number): string {
  return new Date(MIDNIGHT + index * QUARTER_HOUR).toISOString().replace(".000Z", "+00:00");
}

function solaredgeSeries(unit: string, scale: number): object {
  const values = list(48, (index) => ({
    timestamp: solaredgeStamp(index),
    value: Math.round(curve(index, 48) * scale * 10) / 10,
  }));
  return { unit, resolution: "QUARTER_HOUR", values };
}

function solaredge(): LargeReply {
  const inverter = {
    power: solaredgeSeries("W", 8_000),
    energy: solaredgeSeries("WH", 2_000),
    current: solaredgeSeries("AMPERE", 30),
  };
  const inverters = record(list(50, (index) => [`7E12${1000 + index}-67`, inverter] as const));
  const body = JSON.stringify({ inverters });
  const text = "50 inverters × 48 quarter hours";
  return { vendor: "solaredge", endpoint: "inverters-telemetry", text, body };
}

function enphase(): LargeReply {
  const intervals = list(288, (index) => ({
    end_at: MIDNIGHT / 1000 + (index + 1) * 300,
    devices_reporting: 8,
    powr: Math.round(curve(index, 288) * 2_500),
    enwh: Math.round(curve(index, 288) * 208),
  }));
  const body = JSON.stringify({ system_id: 2461798, total_devices: 8, intervals });
  return { vendor: "enphase", endpoint: "cloud-production-micro", text: "288 intervals", body };
}

/** The 24 strings that the reply always has, two of them in use. */
function fusionsolarStrings(power: number): (readonly [string, number])[] {
  return list(24, (index) => index + 1).flatMap((input) => [
    [`pv${input}_u`, input <= 2 ? tenths(400 + power + input) : 0] as const,
    [`pv${input}_i`, input <= 2 ? tenths(power * 1.2 + input) : 0] as const,
  ]);
}

/** No two devices and no two rows measure the same; what is not fitted is 0. */
function fusionsolarRow(device: number, index: number): object {
  const power = Math.round(curve(index, 288) * (9_000 + 37 * device)) / 1000;
  const noise = (device * 7 + index * 3) % 29;
  const measured = (value: number): number => tenths(value + noise / 10);
  const total = tenths(1380 + device * 100 + index / 10);
  const dataItemMap = {
    ...record(fusionsolarStrings(power)),
    a_u: measured(227.8),
    b_u: measured(227.4),
    c_u: measured(229.4),
    a_i: power,
    b_i: power,
    c_i: power,
    ab_u: measured(394.2),
    bc_u: measured(395.7),
    ca_u: measured(395.8),
    elec_freq: (49_990 + noise) / 1_000,
    power_factor: (1_000 - noise) / 1_000,
    active_power: power,
    reactive_power: noise / 1000,
    mppt_power: Math.round(power * 1_020) / 1_000,
    temperature: measured(45),
    day_cap: tenths(index / 10 + device),
    total_cap: total,
    efficiency: tenths(98 - noise / 10),
    inverter_state: 512,
    mppt_total_cap: tenths(total + 121),
    open_time: MIDNIGHT,
    close_time: "N/A",
    run_state: 1,
  };
  const collectTime = MIDNIGHT + index * FIVE_MINUTES;
  return { devId: 1_000_000_035_436_846 + device, collectTime, dataItemMap };
}

function fusionsolar(): LargeReply {
  const data = list(2_880, (row) => fusionsolarRow(row % 10, Math.floor(row / 10)));
  const params = { currentTime: MIDNIGHT + 86_400_000, devTypeId: 1 };
  const body = JSON.stringify({ data, failCode: 0, message: null, params, success: true });
  const text = "10 devices × 288 rows of 75 fields";
  return { vendor: "fusionsolar", endpoint: "dev-history-kpi", text, body };
}

function soliscloud(): LargeReply {
  const data = list(288, (index) => ({
    dataTimestamp: String(MIDNIGHT + index * FIVE_MINUTES),
    acOutputType: 1,
    dcInputType: 3,
    state: 1,
    pac: curve(index, 288) * 74,
    pacStr: "kW",
    pacPec: "0.001",
    eToday: index / 10,
    eTotal: 36_362 + index / 10,
    uPv1: 645.3,
    iPv1: 5.1,
    uPv2: 643,
    iPv2: 5.2,
    uPv3: 644.7,
    iPv3: 5.1,
  }));
  const body = JSON.stringify({ success: true, code: "0", msg: "success", data });
  return { vendor: "soliscloud", endpoint: "inverter-day", text: "288 rows", body };
}

function sungrowStamp(index: number): string {
  const time = new Date(MIDNIGHT + index * FIVE_MINUTES);
  return time.toISOString().replaceAll(/[-:T]|\..*/gu, "");
}

function sungrowSeries(scale: number): object {
  const value = (index: number): string => (curve(index, 288) * scale).toFixed(1);
  return record(list(288, (index) => [sungrowStamp(index), value(index)] as const));
}

function sungrow(): LargeReply {
  const points = { p83022: sungrowSeries(5e4), p83033: sungrowSeries(5_000) };
  const plants = list(20, (index) => [`11291${10 + index}_11_0_0`, points] as const);
  const body = JSON.stringify({ result_code: "1", result_data: record(plants) });
  return {
    vendor: "sungrow",
    endpoint: "point-minutes",
    text: "20 plants × 288 times × 2 points",
    body,
  };
}

function opendtuValue(v: number, u: string): object {
  return { v, u, d: 1 };
}

function opendtuInverter(index: number): object {
  const [power, voltage] = [opendtuValue(285.2 + index, "W"), opendtuValue(233.1, "V")];
  const input = { Power: opendtuValue(150, "W"), Voltage: opendtuValue(34.5, "V") };
  const yieldTotal = opendtuValue(1204.5, "kWh");
  return {
    serial: String(116_180_400_000 + index),
    name: `HM-${index}`,
    data_age: 4,
    producing: true,
    reachable: true,
    limit_relative: 100,
    limit_absolute: 600,
    AC: { 0: { Power: power, Voltage: voltage } },
    DC: [input, input],
    INV: { 0: { Temperature: opendtuValue(32.4, "°C"), YieldTotal: yieldTotal } },
  };
}

function opendtu(): LargeReply {
  const total = { Power: opendtuValue(2852, "W") };
  const body = JSON.stringify({ inverters: list(100, opendtuInverter), total });
  return { vendor: "opendtu", endpoint: "livedata-status", text: "100 inverters", body };
}

function openMeteo(): LargeReply {
  const time = list(2_400, (index) => MIDNIGHT / 1000 + index * 3_600);
  const shortwave_radiation = list(2_400, (index) => Math.round(curve(index % 24, 24) * 900));
  const temperature_2m = list(2_400, (index) => 15 + curve(index % 24, 24) * 10);
  const hourly_units = { time: "unixtime", shortwave_radiation: "W/m²", temperature_2m: "°C" };
  const hourly = { time, shortwave_radiation, temperature_2m };
  const place = { latitude: 48, longitude: 11, utc_offset_seconds: 0, timezone: "GMT" };
  const body = JSON.stringify({ ...place, hourly_units, hourly });
  return { vendor: "open-meteo", endpoint: "archive", text: "2,400 hours", body };
}

/** One of each kind that comes in bulk. */
export function largeReplies(): LargeReply[] {
  const makers = [solaredge, enphase, fusionsolar, soliscloud, sungrow, opendtu, openMeteo];
  return makers.map((make) => make());
}
