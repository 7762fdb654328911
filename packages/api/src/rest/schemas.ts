import { AUDIT_ACTIONS, USAGE_MEASURES } from "@solarmon/core";

// JSON schemas (2020-12, as OpenAPI 3.1 takes them) of what the routes answer.

const id = { type: "string", format: "uuid" };
const text = { type: "string" };
const instant = { type: "integer", description: "Milliseconds since 1970, UTC." };
const numberOrNull = { type: ["number", "null"] };

function object(properties: Record<string, object>, optional: readonly string[] = []): object {
  const required = Object.keys(properties).filter((name) => !optional.includes(name));
  return { type: "object", properties, required };
}

function list(items: object): object {
  return { type: "array", items };
}

const refusal = object(
  {
    reason: { ...text, description: "e.g. `out_of_range`, `unknown_point`, `time_in_future`." },
    detail: text,
    point: { ...text, description: "Missing when the whole reading is concerned." },
  },
  ["point"],
);

const plant = {
  id,
  name: text,
  timeZone: { ...text, description: "IANA name." },
  latitudeDeg: numberOrNull,
  longitudeDeg: numberOrNull,
  dcKwp: { ...numberOrNull, description: "DC nameplate [kW]." },
  acKw: { ...numberOrNull, description: "AC rating [kW]." },
};

const latest = object({
  measuredAt: instant,
  receivedAt: instant,
  values: { type: "object", additionalProperties: numberOrNull },
});

const device = object({
  id,
  name: text,
  kind: { enum: ["inverter", "meter", "battery", "weather", "logger"] },
  ratedPowerW: numberOrNull,
  latest: { anyOf: [latest, { type: "null" }] },
});

const live = object({
  measuredAt: { type: ["integer", "null"] },
  powerW: { ...numberOrNull, description: "AC power of the plant; null when nothing is fresh." },
  energyTodayWh: { ...numberOrNull, description: "Since local midnight, from counters." },
});

const series = object({
  deviceId: id,
  times: list(instant),
  columns: {
    type: "object",
    description: "By point name; null is missing, 0 is a measurement.",
    additionalProperties: list(numberOrNull),
  },
  completeness: { type: ["array", "null"], items: numberOrNull },
});

const instantOrNull = { ...instant, type: ["integer", "null"] };

const link = object({
  id,
  vendor: text,
  name: text,
  sites: list(object({ key: { ...text, description: "The vendor's own." }, plantId: id })),
  createdAt: instant,
  health: {
    enum: ["new", "ok", "degraded", "needs_login", "waiting_for_quota", "unreachable"],
  },
  reason: { type: ["string", "null"], description: "For people; null when all is well." },
  until: { ...instantOrNull, description: "When it is tried again, where that is known." },
  lastPolledAt: instantOrNull,
  gaps: list(
    object({
      siteKey: text,
      start: instant,
      end: instant,
      cause: text,
      state: { enum: ["not_started", "waiting_for_quota", "partly", "filled", "vendor_has_none"] },
      filledUntil: instant,
    }),
  ),
  problems: list(
    object({
      siteKey: text,
      code: text,
      path: text,
      detail: text,
      count: { type: "integer" },
      seenAt: instant,
    }),
  ),
});

const textOrNull = { type: ["string", "null"] };
const auditFields = {
  type: ["object", "null"],
  description: "Fields of the subject that the act concerns. No secrets.",
  additionalProperties: true,
};

const auditEntry = object({
  id,
  at: instant,
  actor: object({
    kind: { enum: ["user", "command", "system", "unknown"] },
    id: textOrNull,
    name: textOrNull,
  }),
  action: { enum: AUDIT_ACTIONS },
  subject: object({ kind: text, id, name: textOrNull }),
  before: auditFields,
  after: auditFields,
  address: { ...textOrNull, description: "Network address; null for the machine itself." },
});

const alarmValues = {
  type: "object",
  description: "Numbers with their unit in the name, words, or null.",
  additionalProperties: { type: ["number", "string", "null"] },
};

const alarm = object({
  id,
  plantId: { ...textOrNull, description: "Null when it concerns several plants." },
  subject: object({ type: { enum: ["plant", "device", "link"] }, id, name: text }),
  kind: { ...text, description: "e.g. `communication_lost`, `device_silent`, `link_needs_login`." },
  severity: { enum: ["critical", "warning", "info"] },
  raisedAt: instant,
  evidence: object({ since: instant, values: alarmValues, threshold: alarmValues }),
  parentId: { ...textOrNull, description: "The alarm that explains this one." },
  acknowledgedAt: instantOrNull,
  acknowledgedBy: textOrNull,
  resolvedAt: { ...instantOrNull, description: "Null while it is open." },
  resolution: {
    anyOf: [
      object({
        how: { enum: ["by_itself", "by_hand", "subject_gone"] },
        by: textOrNull,
        reason: textOrNull,
      }),
      { type: "null" },
    ],
  },
  clearSince: { ...instantOrNull, description: "Its condition is over since, for the time being." },
  endedAt: { ...instantOrNull, description: "Its condition has ended." },
});

/** Schemas by name, for the `components` of the document. */
export const SCHEMAS: Readonly<Record<string, object>> = {
  Problem: object(
    {
      type: text,
      title: text,
      status: { type: "integer" },
      detail: text,
      code: { ...text, description: "What to branch on, e.g. `not_found`." },
    },
    [],
  ),
  LogIn: object({ email: text, password: text }),
  Session: object({ token: text, expiresAt: instant }),
  Reading: {
    type: "object",
    description:
      "Point names with their values, in the point's unit; null is missing. Or a list of readings, or `{readings: […]}`, or SenML.",
    properties: { measuredAt: instant, deviceId: id },
    additionalProperties: numberOrNull,
    example: { measuredAt: 1_718_000_000_000, acPower: 4_210 },
  },
  ReadingsAnswer: object({
    accepted: { type: "integer" },
    refused: { type: "integer" },
    readings: list(
      object(
        {
          status: { enum: ["accepted", "refused", "stored", "duplicate", "replaced", "outranked"] },
          reason: { ...text, description: "Of a refused reading." },
          detail: text,
          refusedPoints: {
            ...list(refusal),
            description: "Points that were removed, with reasons.",
          },
        },
        ["reason", "detail", "refusedPoints"],
      ),
    ),
  }),
  PlantList: object({ plants: list(object(plant)) }),
  Plant: object({ ...plant, devices: list(device), live }),
  Readings: object({
    plantId: id,
    resolution: { enum: ["raw", "5m", "1h", "1d"] },
    from: instant,
    to: instant,
    units: { type: "object", additionalProperties: text },
    series: list(series),
  }),
  QuarantineList: object({
    entries: list(
      object(
        {
          id,
          plantId: id,
          deviceId: { type: ["string", "null"] },
          receivedAt: instant,
          source: text,
          reason: text,
          detail: text,
          point: text,
          sample: { ...text, description: "The refused piece, cut to 4 kB." },
        },
        ["point"],
      ),
    ),
  }),
  AuditPage: object({
    entries: list(auditEntry),
    next: { type: ["string", "null"], description: "Give it as `cursor` for older entries." },
  }),
  Alarm: alarm,
  AlarmPage: object({
    alarms: list({
      allOf: [
        schemaRef("Alarm"),
        object({
          foldedCount: { type: "integer", description: "Open alarms that are folded under it." },
        }),
      ],
    }),
    next: { type: ["string", "null"], description: "Give it as `cursor` for older alarms." },
  }),
  AlarmResolution: object({ reason: text }),
  Usage: object({
    days: list(
      object({
        day: { ...text, format: "date", description: "In UTC." },
        ...Object.fromEntries(
          USAGE_MEASURES.map(({ name, unit }) => [name, { type: "number", description: unit }]),
        ),
      }),
    ),
  }),
  LinkList: object({ links: list(link) }),
  Health: object({
    status: { enum: ["ready", "alive"] },
    parts: list(
      object(
        {
          name: text,
          state: {
            enum: ["ok", "degraded", "failed"],
            description: "`degraded`: missing, and the process does its duty all the same.",
          },
          reason: { ...text, description: "For people; left out when all is well." },
        },
        ["reason"],
      ),
    ),
  }),
};

/** A reference to one of {@link SCHEMAS}. */
export function schemaRef(name: keyof typeof SCHEMAS): object {
  return { $ref: `#/components/schemas/${name}` };
}
