import type { PlantYear } from "./plant-year.ts";

const MONTHS = ["J", "F", "M", "A", "M", "J", "J", "A", "S", "O", "N", "D"];
const NAMES: Readonly<Record<string, string>> = {
  temperature: "temperature",
  availability: "outage",
  clipping: "clipping",
  soiling: "soiling",
  otherCapture: "other capture",
  system: "inverter, AC",
};
const INK = "#1f2933";
const PALE = "#8896a5";
const [TOP, BOTTOM] = [90, 400];

function text(x: number, y: number, words: string, style = ""): string {
  return `<text x="${x}" y="${y}" ${style}>${words}</text>`;
}

function bar(x: number, width: number, top: number, bottom: number, fill: string): string {
  return `<rect x="${x}" y="${top}" width="${width}" height="${Math.max(1, bottom - top)}" fill="${fill}" rx="2"/>`;
}

function ratioY(ratio: number): number {
  return BOTTOM - ratio * (BOTTOM - TOP);
}

function monthX(month: number): number {
  return 70 + month * 40;
}

function stepX(column: number): number {
  return 620 + column * 95;
}

/** PR and temperature-corrected PR of each month: bars, and dots with a line. */
function ratios({ months, year }: PlantYear): string {
  const grid = [0, 0.25, 0.5, 0.75, 1].map(
    (ratio) =>
      `<line x1="60" x2="545" y1="${ratioY(ratio)}" y2="${ratioY(ratio)}" stroke="#e3e8ee"/>${text(52, ratioY(ratio) + 4, ratio.toFixed(2), `text-anchor="end" fill="${PALE}"`)}`,
  );
  const bars = months.map(({ performanceRatio }, month) =>
    [
      bar(monthX(month), 28, ratioY(performanceRatio), BOTTOM, "#2f80c4"),
      text(
        monthX(month) + 14,
        ratioY(performanceRatio) + 18,
        performanceRatio.toFixed(2),
        'text-anchor="middle" font-size="11" fill="#fff"',
      ),
      text(monthX(month) + 14, BOTTOM + 18, MONTHS[month] ?? "", 'text-anchor="middle"'),
    ].join(""),
  );
  const points = months.map(
    ({ performanceRatioStc }, month) => `${monthX(month) + 14},${ratioY(performanceRatioStc)}`,
  );
  const dots = points.map((point) => {
    const [cx, cy] = point.split(",");
    return `<circle cx="${cx}" cy="${cy}" r="3.5" fill="#e07b39"/>`;
  });
  return [
    text(60, 62, "Performance ratio by month", 'font-size="16" font-weight="600"'),
    text(
      60,
      80,
      `year ${year.performanceRatio.toFixed(3)} · orange: corrected to 25 °C, year ${year.performanceRatioStc.toFixed(3)}`,
      `fill="${PALE}"`,
    ),
    ...grid,
    ...bars,
    `<polyline points="${points.join(" ")}" fill="none" stroke="#e07b39" stroke-width="2"/>`,
    ...dots,
  ].join("");
}

/** From reference to final yield. */
function waterfall({ year, steps }: PlantYear): string {
  const y = (hours: number): number =>
    BOTTOM - (hours / year.referenceYieldH) * (BOTTOM - TOP - 20);
  const shown = steps.filter(({ lossH }) => lossH !== 0);
  const column = (at: number, name: string, from: number, to: number, fill: string): string => {
    const [top, bottom] = [y(Math.max(from, to)), y(Math.min(from, to))];
    const told = at === 0 || at > shown.length ? to.toFixed(0) : (to - from).toFixed(0);
    return [
      bar(stepX(at), 72, top, bottom, fill),
      text(stepX(at) + 36, top - 6, told.replace("-", "−"), 'text-anchor="middle" font-size="12"'),
      text(stepX(at) + 36, BOTTOM + 18, name, 'text-anchor="middle" font-size="11"'),
    ].join("");
  };
  const losses = shown.map(({ cause, lossH, leftH }, index) =>
    column(
      index + 1,
      NAMES[cause] ?? cause,
      leftH + lossH,
      leftH,
      lossH < 0 ? "#3f9b63" : "#c8553d",
    ),
  );
  return [
    text(620, 62, "From sun to meter", 'font-size="16" font-weight="600"'),
    text(620, 80, "kWh/kWp of the year; what is left after each loss", `fill="${PALE}"`),
    column(0, "sun", 0, year.referenceYieldH, "#e6b422"),
    ...losses,
    column(shown.length + 1, "meter", 0, year.finalYieldH, "#2f80c4"),
  ].join("");
}

/** The picture as SVG. */
export function drawPlantYear(plant: PlantYear): string {
  const { system, year } = plant;
  const title = `A real plant-year: system ${system} of 13, Madrid 2014, 5-min data, ${(year.completeness * 100).toFixed(0)} % of rows used`;
  const foot =
    "Rating assumed (the source gives none), γ −0.4 %/K; no soiling estimate and no clipping limit are given. Computed by @solarmon/kpi.";
  return `<svg xmlns="http://www.w3.org/2000/svg" width="1220" height="470" font-family="system-ui, sans-serif" font-size="13" fill="${INK}"><rect width="1220" height="470" fill="#fff"/>${text(60, 34, title, 'font-size="18" font-weight="700"')}${ratios(plant)}${waterfall(plant)}${text(60, 452, foot, `fill="${PALE}" font-size="12"`)}</svg>`;
}
