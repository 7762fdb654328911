interface ChaosLine {
  readonly chaos: string;
  /** Set on the closing line of a fault: whether nothing was lost or doubled. */
  readonly ok?: boolean;
  readonly [figure: string]: string | number | boolean | undefined;
}

export type ChaosReport = (line: ChaosLine) => void;

export const reportJson: ChaosReport = (line) => console.log(JSON.stringify(line));

export const reportText: ChaosReport = ({ chaos, ...figures }) => {
  const words = Object.entries(figures).map(([name, value]) => `${name} ${value}`);
  console.log(`${chaos}: ${words.join(", ")}`);
};
