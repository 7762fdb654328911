import type { Report } from "../report.ts";
import type { BenchDatabase } from "./prepare-database.ts";

export async function benchReads(_report: Report, _database: BenchDatabase): Promise<void> {}
