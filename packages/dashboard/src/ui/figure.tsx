import { formatFigure, MISSING } from "../format/number.ts";

/** Value and unit, the unit quieter; a dash where nothing is known. */
export function Figure({ value, unit }: { value: number | null; unit: string }) {
  if (value === null) return <span className="figure figure-missing">{MISSING}</span>;
  const figure = formatFigure(value, unit);
  return (
    <span className="figure">
      {figure.value} <span className="unit">{figure.unit}</span>
    </span>
  );
}
