import { expect, test } from "vitest";
import { decode, fixture } from "./support/decode.ts";

interface Line {
  readonly xy: readonly unknown[];
}
interface Chart {
  readonly data: { readonly lines: readonly Line[] };
}

function textOf(name: string): string {
  return new TextDecoder().decode(fixture(name));
}

function readingsOf(endpoint: string, body: unknown): readonly string[] {
  const { readings } = decode(endpoint, body);
  return readings.map((reading) => JSON.stringify(reading)).toSorted();
}

test("points of a chart may come twice, or in another order", () => {
  const chart: Chart = JSON.parse(textOf("plant-power-chart"));
  const wanted = readingsOf("plant-power-chart", chart);
  expect(wanted.length).toBeGreaterThan(0);
  const changed = (change: (xy: readonly unknown[]) => readonly unknown[]) => ({
    ...chart,
    data: {
      ...chart.data,
      lines: chart.data.lines.map((line) => ({ ...line, xy: change(line.xy) })),
    },
  });
  const twice = changed((xy) => xy.flatMap((point) => [point, point]));
  expect(readingsOf("plant-power-chart", twice)).toEqual(wanted);
  const turned = changed((xy) => xy.toReversed());
  expect(readingsOf("plant-power-chart", turned)).toEqual(wanted);
});

interface Detail {
  readonly data: { readonly inverter: readonly unknown[] };
}

test.each(["hybrid", "metered"])("an inverter of %s that comes twice is one", (name) => {
  const detail: Detail = JSON.parse(textOf(name));
  const { inverter } = detail.data;
  const twice = { ...detail, data: { ...detail.data, inverter: [...inverter, ...inverter] } };
  expect(readingsOf("monitor-detail", twice)).toEqual(readingsOf("monitor-detail", detail));
});
