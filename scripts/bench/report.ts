/** One figure of a bench: a line of `npm run bench -- --json`. */
interface Figure {
  readonly bench: string;
  readonly metric: string;
  readonly value: number;
  readonly unit: string;
  /** What stands beside it in the same run. */
  readonly peer?: string;
  /** Ours ÷ the peer's. */
  readonly ratio?: number;
}

export type Report = (figure: Figure) => void;

function round(value: number): number {
  return Number(value.toPrecision(4));
}

export const reportJson: Report = (figure) => {
  const { ratio } = figure;
  console.log(
    JSON.stringify({
      ...figure,
      value: round(figure.value),
      ...(ratio === undefined ? {} : { ratio: round(ratio) }),
    }),
  );
};

export const reportText: Report = ({ bench, metric, value, unit, peer, ratio }) => {
  const figure = `${round(value).toLocaleString("en")} ${unit}`;
  const beside = peer === undefined ? "" : `  (× ${round(ratio ?? Number.NaN)} of ${peer})`;
  console.log(`${bench.padEnd(8)} ${metric.padEnd(52)} ${figure}${beside}`);
};
