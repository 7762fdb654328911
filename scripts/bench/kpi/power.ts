import type { Report } from "../report.ts";

export function benchPower(_report: Report): void {}
