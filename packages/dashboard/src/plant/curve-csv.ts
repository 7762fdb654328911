import type { CurvePoint } from "../curve/plant-curve.ts";

/** Points as CSV (RFC 4180) with UTC times; an empty cell is missing. */
export function curveCsv(points: readonly CurvePoint[]): string {
  const rows = points.map(({ at, powerW, reporting }) =>
    [new Date(at).toISOString(), powerW ?? "", reporting].join(","),
  );
  return ["measured_at,power_w,devices", ...rows, ""].join("\r\n");
}

/** Hands a file to the reader. */
export function downloadCsv(fileName: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: "text/csv" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = fileName;
  link.click();
  URL.revokeObjectURL(url);
}
