import type { Report } from "../report.ts";

export function benchSun(_report: Report): void {}
