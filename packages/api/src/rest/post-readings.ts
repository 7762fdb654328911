import { SolarmonError, SOURCE_RANK, type AppendVerdict, type Source } from "@solarmon/core";
import { deviceRight, type DeviceRight } from "../auth/device-key.ts";
import type { ReadingResult } from "../ports.ts";
import type { ApiServices } from "../services.ts";
import { readBody, reasonOf } from "./body.ts";
import { json, type Route } from "./route.ts";
import { schemaRef } from "./schemas.ts";

const SOURCE: Source = { name: "http", rank: SOURCE_RANK.live };
const SAMPLE_LENGTH = 4_096;

/** The body as JSON. What is not JSON goes to the quarantine and is refused. */
async function parseOrQuarantine(
  { quarantine, clock }: ApiServices,
  right: DeviceRight,
  text: string,
): Promise<unknown> {
  try {
    return JSON.parse(text);
  } catch (error) {
    const detail = `The body is not JSON: ${reasonOf(error)}`;
    const entry = {
      plantId: right.plantId,
      deviceId: right.deviceId,
      receivedAt: clock.now(),
      source: SOURCE.name,
      reason: "malformed" as const,
      detail,
      sample: text.slice(0, SAMPLE_LENGTH),
    };
    await quarantine.add(right.scope, [entry]);
    throw new SolarmonError("invalid_argument", detail);
  }
}

function wantsVerdicts(query: URLSearchParams): boolean {
  const wait = query.get("wait");
  if (wait === null || wait === "accepted") return false;
  if (wait === "stored") return true;
  throw new SolarmonError("invalid_argument", "`wait` can be `stored` or left out.");
}

/** The answer for one reading; with a verdict once the processor has judged it. */
function answerOf(result: ReadingResult, verdict: AppendVerdict | undefined): object {
  const [first] = result.refusals;
  const refusals = first ? { refusals: result.refusals } : {};
  if (result.status === "accepted") return { status: verdict ?? "accepted", ...refusals };
  return { status: "refused", reason: first?.reason, detail: first?.detail, ...refusals };
}

function answers(
  results: readonly ReadingResult[],
  verdicts: readonly AppendVerdict[],
): readonly object[] {
  let next = 0;
  return results.map((result) =>
    answerOf(result, result.status === "accepted" ? verdicts[next++] : undefined),
  );
}

async function accept(
  services: ApiServices,
  right: DeviceRight,
  payload: unknown,
  replyTo?: string,
): Promise<readonly ReadingResult[]> {
  return services.intake.accept({
    ...right,
    source: SOURCE,
    receivedAt: services.clock.now(),
    payload,
    ...(replyTo === undefined ? {} : { replyTo }),
  });
}

/** Accepts, then waits for the processor. 202 when it did not answer in time: the readings are durable all the same. */
async function acceptAndWait(
  services: ApiServices,
  right: DeviceRight,
  payload: unknown,
): Promise<Response> {
  const expected = services.verdicts.expect(services.limits.waitMs);
  const verdicts = expected.verdicts.catch(() => undefined);
  const results = await accept(services, right, payload, expected.replyTo);
  const isAnyAccepted = results.some(({ status }) => status === "accepted");
  const judged = isAnyAccepted ? await verdicts : [];
  return json({ results: answers(results, judged ?? []) }, judged ? 200 : 202);
}

/** The door for devices and gateways that speak HTTP. */
export const postReadingsRoute: Route = {
  method: "post",
  path: "/api/v1/readings",
  operation: {
    operationId: "addReadings",
    summary: "Send readings; answered per reading once they are durable",
    description:
      "`X-API-Key: <credential id>.<secret>` says the plant. A gateway's key may name any device of the plant by `deviceId`. Sending the same reading again changes nothing.",
    security: "deviceKey",
    query: [
      {
        name: "wait",
        description:
          "`stored`: wait for the processor and answer `stored`, `duplicate`, `replaced` or `outranked`.",
        schema: { enum: ["stored"] },
      },
    ],
    body: schemaRef("Reading"),
    answers: { "application/json": schemaRef("ReadingAnswers") },
    otherAnswers: { 202: "Durable, but the processor did not answer in time." },
    problems: [400, 413, 429, 503, 507],
  },
  async handle(services, { request, query }) {
    const right = await deviceRight(services.catalog, request.headers.get("x-api-key"));
    const wait = wantsVerdicts(query);
    const text = await readBody(request, services.limits.readingsBodyBytes);
    const payload = await parseOrQuarantine(services, right, text);
    if (wait) return acceptAndWait(services, right, payload);
    return json({ results: answers(await accept(services, right, payload), []) });
  },
};
