import { type Alarm, type AlarmQuery, type Principal, SolarmonError } from "@solarmon/core";
import { requireOperator } from "../auth/require-operator.ts";
import type { ApiServices } from "../services.ts";
import { readJson, textField } from "./body.ts";
import { integerParameter } from "./query.ts";
import { json, type Route } from "./route.ts";
import { schemaRef } from "./schemas.ts";
import { withBearer } from "./with-bearer.ts";

const LIMIT = { default: 100, min: 1, max: 1_000 };
const STATES = ["open", "resolved", "all"];
const FOLDED = ["show", "hide"];

function choice(query: URLSearchParams, name: string, choices: readonly string[]): string {
  const text = query.get(name) ?? choices[0] ?? "";
  if (choices.includes(text)) return text;
  throw new SolarmonError("invalid_argument", `\`${name}\` must be one of ${choices.join(", ")}.`);
}

function queryOf(query: URLSearchParams): AlarmQuery {
  const state = choice(query, "state", STATES);
  const [plantId, after] = [query.get("plant"), query.get("cursor")];
  return {
    limit: integerParameter(query, "limit", LIMIT),
    ...(state === "all" ? {} : { isOpen: state === "open" }),
    ...(choice(query, "folded", FOLDED) === "hide" ? { isFolded: false } : {}),
    ...(plantId === null ? {} : { plantId }),
    ...(after === null ? {} : { after }),
  };
}

function alarmJson({ tenantId: _tenantId, ...alarm }: Alarm): object {
  return alarm;
}

/** What is wrong, and what was. */
export const alarmsRoute: Route = {
  method: "get",
  path: "/api/v1/alarms",
  operation: {
    operationId: "listAlarms",
    summary: "The tenant's alarms, newest first",
    description: "A page at a time: `next` is the `cursor` of the following one.",
    security: "bearer",
    query: [
      {
        name: "state",
        description: "Which of them.",
        schema: { enum: STATES, default: STATES[0] },
      },
      {
        name: "plant",
        description: "Only those of the plant of that id.",
        schema: { type: "string", format: "uuid" },
      },
      {
        name: "folded",
        description: "Whether to show alarms that another one explains.",
        schema: { enum: FOLDED, default: FOLDED[0] },
      },
      { name: "cursor", description: "`next` of the page before.", schema: { type: "string" } },
      {
        name: "limit",
        description: "Most alarms.",
        schema: { type: "integer", minimum: 1, maximum: LIMIT.max, default: LIMIT.default },
      },
    ],
    answers: { "application/json": schemaRef("AlarmPage") },
    problems: [400],
  },
  handle: withBearer(async ({ alarms }, { scope }, { query }) => {
    const { alarms: listed, next } = await alarms.forTenant(scope).list(queryOf(query));
    return json({ alarms: listed.map((alarm) => alarmJson(alarm)), next });
  }),
};

/** Someone has seen it. */
export const acknowledgeAlarmRoute: Route = {
  method: "post",
  path: "/api/v1/alarms/{id}/acknowledge",
  operation: {
    operationId: "acknowledgeAlarm",
    summary: "Say that you have seen an alarm; the first one to do so is kept",
    security: "bearer",
    answers: { "application/json": schemaRef("Alarm") },
    problems: [403, 404],
  },
  handle: withBearer(async (services, principal, { params, address }) => {
    requireOperator(principal);
    const own = services.alarms.forTenant(principal.scope);
    const alarm = await own.acknowledge(params["id"] ?? "", nameOf(principal));
    await note(services, principal, "alarm.acknowledged", alarm, address);
    return json(alarmJson(alarm));
  }),
};

/** Someone says that it is over, or no matter. */
export const resolveAlarmRoute: Route = {
  method: "post",
  path: "/api/v1/alarms/{id}/resolve",
  operation: {
    operationId: "resolveAlarm",
    summary: "Resolve an alarm by hand, with a reason",
    description:
      "It is not raised again before its condition has ended. Alarms that were folded under it stand by themselves.",
    security: "bearer",
    body: schemaRef("AlarmResolution"),
    answers: { "application/json": schemaRef("Alarm") },
    problems: [400, 403, 404, 413],
  },
  handle: withBearer(async (services, principal, { request, params, address }) => {
    requireOperator(principal);
    const reason = textField(await readJson(request, services.limits.bodyBytes), "reason");
    const own = services.alarms.forTenant(principal.scope);
    const alarm = await own.resolve(params["id"] ?? "", nameOf(principal), reason);
    await note(services, principal, "alarm.resolved", alarm, address);
    return json(alarmJson(alarm));
  }),
};

function nameOf({ email, userId }: Principal): string {
  return email ?? userId;
}

async function note(
  { audit }: ApiServices,
  { scope, userId: id, email: name }: Principal,
  action: "alarm.acknowledged" | "alarm.resolved",
  { id: alarmId, kind, subject, resolution }: Alarm,
  address: string,
): Promise<void> {
  const reason = action === "alarm.resolved" ? { reason: resolution?.reason ?? null } : {};
  await audit.note(scope, {
    actor: { kind: "user", id, name },
    action,
    subject: { kind: "alarm", id: alarmId, name: subject.name },
    after: { kind, ...reason },
    address,
  });
}
