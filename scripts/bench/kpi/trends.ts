import type { Report } from "../report.ts";

export function benchTrends(_report: Report): void {}
