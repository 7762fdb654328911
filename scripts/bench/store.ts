import type { Report } from "./report.ts";
import { benchBytes } from "./store/bench-bytes.ts";
import { benchCodec } from "./store/bench-codec.ts";
import { benchHot } from "./store/bench-hot.ts";
import { benchYear } from "./store/bench-year.ts";

/** The reading store: live and bulk writes, bytes a point beside DuckDB, what a page reads. */
export async function benchStore(report: Report): Promise<void> {
  benchCodec(report);
  await benchHot(report);
  await benchYear(report);
  await benchBytes(report);
}
