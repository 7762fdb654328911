// Made from schema.graphql by `vitest run packages/api/test/sdl.test.ts -u`, which also checks it. Do not edit.

/** `schema.graphql` as text, so that it is there in a bundle, too. */
export const SDL: string = `
# The one source for Yoga (self-hosted) and AppSync: only AWS scalars, no custom ones.

"ISO 8601 instant, UTC, e.g. \`2026-06-01T12:00:00.000Z\`."
scalar AWSDateTime

type Query {
  "Who is logged in."
  viewer: Viewer!
  "The tenant's plants, by name."
  plants: [Plant!]!
  "Null when there is no such plant, or it is someone else's."
  plant(id: ID!): Plant
  "Log-ins at vendors whose plants are read, by name."
  links: [Link!]!
  "What is wrong and what was, newest first. \`open\` and \`folded\` choose; without them both are shown."
  alarms(open: Boolean, folded: Boolean, plantId: ID, limit: Int, after: String): AlarmPage!
}

type Subscription {
  "Power of a plant whenever it changes. Updates without a known power are left out."
  onPlantUpdate(plantId: ID!): PlantReading
  "What the live page shows: a snapshot first, then every change. \`after\` goes on from a cursor without a gap."
  plantLive(plantId: ID!, after: String): PlantLive!
}

type PlantReading {
  plantId: ID!
  timestamp: AWSDateTime!
  "AC power [W]."
  power: Float!
  "Expected AC power [W]; null while there is no model for the plant."
  expectedPower: Float
  "Performance ratio [1] of the current interval; null while unknown."
  performanceRatio: Float
  "Soiling ratio [1]; null while unknown."
  soiling: Float
}

type Viewer {
  userId: ID!
  email: String!
  role: String!
  tenant: Tenant!
}

type Tenant {
  id: ID!
  name: String!
}

type Plant {
  id: ID!
  name: String!
  "IANA name."
  timeZone: String!
  latitudeDeg: Float
  longitudeDeg: Float
  "DC nameplate [kW]."
  dcKwp: Float
  "AC rating [kW]."
  acKw: Float
  devices: [Device!]!
  live: PlantLive!
  "Links that read this plant."
  links: [Link!]!
  "Energy since local midnight [Wh], from counters; null while unknown."
  energyTodayWh: Float
  "Columns per device, at most 100,000 values in all."
  series(
    points: [String!]!
    from: AWSDateTime!
    to: AWSDateTime!
    resolution: Resolution!
    deviceIds: [ID!]
  ): [Series!]!
}

enum Resolution {
  RAW
  FIVE_MINUTES
  HOUR
  DAY
}

type Device {
  id: ID!
  name: String!
  "inverter, meter, battery, weather or logger."
  kind: String!
  "AC rating [W]."
  ratedPowerW: Float
  "Usual time between readings [ms]; null while unknown."
  intervalMs: Float
  latest: DeviceReading
}

type DeviceReading {
  deviceId: ID!
  measuredAt: AWSDateTime!
  receivedAt: AWSDateTime!
  values: [PointValue!]!
}

type PointValue {
  point: String!
  "Null is missing; 0 is a measurement."
  value: Float
}

type PlantLive {
  plantId: ID!
  "Newest measured time among the devices; null before the first reading."
  timestamp: AWSDateTime
  "AC power [W], sum over inverters (without any: over all devices) whose newest power is fresh; null when none is."
  power: Float
  "Snapshot: every device with a reading; before one that tells no power, the newest that does. Later: those that changed."
  devices: [DeviceReading!]!
  "Give it back as \`after\` to go on from here."
  cursor: String!
  "True when this is a whole snapshot, to be shown instead of what was there."
  snapshot: Boolean!
}

type Series {
  deviceId: ID!
  "Start of each interval, or the measured time [ms since 1970, UTC]."
  times: [Float!]!
  columns: [Column!]!
  "Share of the expected readings that were there [1], per interval; null for raw or while unknown."
  completeness: [Float]
}

type Column {
  point: String!
  unit: String!
  "Mean of the interval, last value for states, energy for counters [Wh]; null is missing."
  values: [Float]!
}

type Link {
  id: ID!
  vendor: String!
  name: String!
  sites: [LinkSite!]!
  "new, ok, degraded, needs_login, waiting_for_quota or unreachable."
  health: String!
  "For people; null when all is well."
  reason: String
  "When it is tried again, where that is known."
  until: AWSDateTime
  lastPolledAt: AWSDateTime
  "Stretches without readings and what became of them, oldest first."
  gaps: [LinkGap!]!
  "What the vendor sent that could not be taken, newest first."
  problems: [LinkProblem!]!
}

type LinkSite {
  "The vendor's own key."
  key: String!
  plantId: ID!
}

type LinkGap {
  siteKey: String!
  from: AWSDateTime!
  to: AWSDateTime!
  "first_connect, unreachable, quota, login, site_failed, no_data, not_running or requested."
  cause: String!
  "not_started, waiting_for_quota, partly, filled or vendor_has_none."
  state: String!
  filledUntil: AWSDateTime!
}

type LinkProblem {
  siteKey: String!
  code: String!
  "Where in the reply."
  path: String!
  detail: String!
  "Times it came."
  count: Int!
  seenAt: AWSDateTime!
}

type AlarmPage {
  alarms: [Alarm!]!
  "Give it as \`after\` for older ones; null when there are none."
  next: String
}

type Alarm {
  id: ID!
  "Null when it concerns several plants."
  plantId: ID
  plantName: String
  subject: AlarmSubject!
  "communication_lost, device_silent, link_needs_login, link_quota_gone, link_format_changed or link_vendor_down."
  kind: String!
  "critical, warning or info."
  severity: String!
  raisedAt: AWSDateTime!
  "The condition is there since."
  since: AWSDateTime!
  "What was seen."
  values: [AlarmValue!]!
  "What it was held against."
  threshold: [AlarmValue!]!
  "The alarm that explains this one and hides it."
  parentId: ID
  "Open alarms that are folded under it."
  foldedCount: Int!
  acknowledgedAt: AWSDateTime
  acknowledgedBy: String
  "Null while it is open."
  resolvedAt: AWSDateTime
  "by_itself, by_hand or subject_gone; null while it is open."
  resolvedHow: String
  resolvedBy: String
  reason: String
}

type AlarmSubject {
  "plant, device or link."
  type: String!
  id: ID!
  "When the alarm was raised."
  name: String!
}

"A number with its unit in the name, or a text; neither is unknown."
type AlarmValue {
  name: String!
  number: Float
  text: String
}
`;
