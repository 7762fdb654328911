import type { LinkPage } from "../connector.ts";
import type { DecodeProblemCode } from "../decoder.ts";
import type { JobContext, JobResult } from "./job-context.ts";
import { SinkFailure } from "./sink-failure.ts";

/** What a decoder says when a vendor's reply is not what it was. */
const FORMAT_PROBLEMS: ReadonlySet<DecodeProblemCode> = new Set([
  "malformed",
  "missing_field",
  "unknown_unit",
]);

/** Hands a page over; resolves when its readings are durable. @throws {@link SinkFailure} */
export async function takePage(
  { sink }: JobContext,
  page: LinkPage,
  origin: "live" | "backfill",
  result: JobResult,
): Promise<void> {
  const { siteKey, readings, problems } = page;
  if (readings.length > 0) await store(async () => await sink.store(siteKey, readings, origin));
  if (problems.length > 0) sink.problems?.(siteKey, problems);
  result.readings += readings.length;
  result.problems += problems.length;
}

async function store(call: () => Promise<void>): Promise<void> {
  try {
    await call();
  } catch (error) {
    throw new SinkFailure(error);
  }
}

/** Why the vendor's format is not what it was, if a page says so. */
export function formatFault({ problems }: LinkPage): string | null {
  const problem = problems.find(({ code }) => FORMAT_PROBLEMS.has(code));
  return problem ? `vendor format changed: ${problem.path || "reply"}: ${problem.detail}` : null;
}
