import { SolarmonError, type AppendVerdict, type DeviceCredential } from "@solarmon/core";
import { acceptReadings, type ReadingsAnswer } from "@solarmon/ingest";
import { deviceCredential } from "../auth/device-key.ts";
import type { ApiServices } from "../services.ts";
import { readBody } from "./body.ts";
import { json, type Route } from "./route.ts";
import { schemaRef } from "./schemas.ts";

function wantsVerdicts(query: URLSearchParams): boolean {
  const wait = query.get("wait");
  if (wait === null) return false;
  if (wait === "stored") return true;
  throw new SolarmonError("invalid_argument", "`wait` can be `stored` or left out.");
}

/** What is no JSON is a fault of the request; the quarantine has it by now. */
function asBadRequest(error: unknown): unknown {
  if (!SolarmonError.is(error) || error.code !== "refused") return error;
  const reason = error.message.replace(/"[^]*" is not valid JSON/, "it is not valid JSON");
  return new SolarmonError("invalid_argument", `The body was set aside: ${reason}`);
}

async function accept(
  { intake, clock }: ApiServices,
  credential: DeviceCredential,
  body: string,
  replyTo?: string,
): Promise<ReadingsAnswer> {
  const receivedAt = clock.now();
  const wait = replyTo === undefined ? {} : { replyTo };
  try {
    return await acceptReadings(intake, { credential, body, receivedAt, ...wait });
  } catch (error) {
    throw asBadRequest(error);
  }
}

/** The answer with the processor's verdicts in place of `accepted`. */
function withVerdicts(answer: ReadingsAnswer, verdicts: readonly AppendVerdict[]): object {
  let next = 0;
  const readings = answer.readings.map((reading) =>
    reading.status === "accepted"
      ? { ...reading, status: verdicts[next++] ?? "accepted" }
      : reading,
  );
  return { ...answer, readings };
}

/** Accepts, then waits for the processor. 202 when it did not answer in time: the readings are durable all the same. */
async function acceptAndWait(
  services: ApiServices,
  credential: DeviceCredential,
  body: string,
): Promise<Response> {
  const expected = services.verdicts.expect(services.limits.waitMs);
  const verdicts = expected.verdicts.catch(() => undefined);
  try {
    const answer = await accept(services, credential, body, expected.replyTo);
    const judged = answer.accepted > 0 ? await verdicts : [];
    return judged ? json(withVerdicts(answer, judged)) : json(answer, 202);
  } finally {
    services.verdicts.deliver(expected.replyTo, []); // where none will come, the place must not stay taken
  }
}

/** The door for devices and gateways that speak HTTP. */
export const postReadingsRoute: Route = {
  method: "post",
  path: "/api/v1/readings",
  operation: {
    operationId: "addReadings",
    summary: "Send readings; answered per reading once they are durable",
    description:
      "The key says the plant. A gateway's key may name any device of the plant by `deviceId`. Sending the same reading again changes nothing.",
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
    answers: { "application/json": schemaRef("ReadingsAnswer") },
    otherAnswers: { 202: "Durable, but the processor did not answer in time." },
    problems: [400, 413, 429, 503, 507],
  },
  async handle(services, { request, query }) {
    const { devices, limits, meter } = services;
    const credential = await deviceCredential(devices, request.headers.get("x-api-key"));
    meter.count(credential.tenantId, "apiCalls");
    const wait = wantsVerdicts(query);
    const body = await readBody(request, limits.readingsBodyBytes);
    if (wait) return acceptAndWait(services, credential, body);
    return json(await accept(services, credential, body));
  },
};
