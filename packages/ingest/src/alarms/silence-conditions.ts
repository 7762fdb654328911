import type { AlarmEvidence, Id, Instant, Link } from "@solarmon/core";
import { type Condition, keyOf } from "./condition.ts";
import { linkAlarmKeys } from "./link-conditions.ts";
import type { AlarmLimits } from "./alarm-limits.ts";
import { judgeSilence, type Silence } from "./silence.ts";
import type { WatchedDevice, WatchedPlant } from "./watched.ts";

interface Heard {
  readonly device: WatchedDevice;
  readonly silence: Silence;
}

/** How a plant as a whole is heard, and each of its devices. */
export interface PlantHearing {
  readonly plant: WatchedPlant;
  readonly sources: PlantSources;
  readonly now: Instant;
  readonly all: readonly Heard[];
  /** Those that have sent anything, ever. */
  readonly heard: readonly Heard[];
  readonly isAlive: boolean;
  readonly isSilent: boolean;
  /** `null` when nothing has ever sent. */
  readonly newest: Heard | null;
}

/** Links that read a plant, and when they asked last; devices that send by themselves are heard at any time. */
export interface PlantSources {
  readonly links: readonly Link[];
  readonly askedAt: Instant;
  readonly weatherLinks: readonly Link[];
  readonly weatherAskedAt: Instant;
}

/**
 * Judges each device of a plant. Whether the plant is alive is not a matter of its weather: a forecast goes on coming for
 * a plant whose line is cut.
 */
export function hearPlant(
  plant: WatchedPlant,
  sources: PlantSources,
  now: Instant,
  limits: AlarmLimits,
): PlantHearing {
  const all = plant.devices.map((device) => {
    const askedAt = device.kind === "weather" ? sources.weatherAskedAt : sources.askedAt;
    const context = { now, askedAt, daylight: plant.daylight, limits };
    return { device, silence: judgeSilence(device, context) };
  });
  const heard = all.filter(({ silence }) => silence.hearing !== "never");
  const own = heard.filter(({ device }) => device.kind !== "weather");
  const voices = own.length > 0 ? own : heard;
  return {
    plant,
    sources,
    now,
    all,
    heard,
    isAlive: voices.some(({ silence }) => silence.hearing === "fresh"),
    isSilent: voices.length > 0 && voices.every(({ silence }) => silence.hearing === "silent"),
    newest: voices.reduce<Heard | null>(
      (latest, one) => (latest === null || heardAtOf(one) > heardAtOf(latest) ? one : latest),
      null,
    ),
  };
}

/** Whether the plant as a whole is silent. */
export function plantCondition(hearing: PlantHearing, { outOfUseMs }: AlarmLimits): Condition {
  const { plant, sources, newest, heard, isAlive, isSilent, now } = hearing;
  const since = newest ? heardAtOf(newest) : now;
  return {
    kind: "communication_lost",
    severity: "critical",
    subject: { type: "plant", id: plant.id, name: plant.name },
    plantId: plant.id,
    state: isSilent ? "there" : isAlive ? "over" : "unsure",
    overAt: since,
    isNews: now - since <= outOfUseMs,
    evidence: evidenceOf(since, newest?.silence, { devices: heard.length }),
    explainedBy: keysOf(sources.links),
  };
}

/** Whether single devices are silent. While the plant's own alarm is open, that one explains them. */
export function deviceConditions(
  { plant, sources, all, heard, isAlive, now }: PlantHearing,
  { outOfUseMs }: AlarmLimits,
  openKeys: ReadonlySet<string>,
): Condition[] {
  const ofPlant = plantKey(plant.id);
  const isExplained = openKeys.has(ofPlant);
  const silentDevices = heard.filter(({ silence }) => silence.hearing === "silent").length;
  return all.map(({ device, silence }) => {
    const since = device.heardAt ?? now;
    return {
      kind: "device_silent",
      severity: "warning",
      subject: { type: "device", id: device.id, name: device.name },
      plantId: plant.id,
      state: stateOf(silence),
      overAt: since,
      isNews: isAlive && !isExplained && now - since <= outOfUseMs,
      evidence: evidenceOf(since, silence, { devices: heard.length, silentDevices }),
      explainedBy: [
        ofPlant,
        ...keysOf(device.kind === "weather" ? sources.weatherLinks : sources.links),
      ],
    };
  });
}

function keysOf(links: readonly Link[]): string[] {
  return links.flatMap(({ id }) => linkAlarmKeys(id));
}

function stateOf({ hearing }: Silence): Condition["state"] {
  if (hearing === "silent") return "there";
  return hearing === "fresh" ? "over" : "unsure";
}

function evidenceOf(
  since: Instant,
  silence: Silence | undefined,
  counts: Readonly<Record<string, number>>,
): AlarmEvidence {
  const { silentMs = 0, limitMs = 0, day = null } = silence ?? {};
  const light = day ? { dayStartAt: day.start, dayEndAt: day.end } : {};
  return {
    since,
    values: { silentMs, ...counts, ...light },
    threshold: { silentMs: limitMs, light: day ? "day" : "any" },
  };
}

function heardAtOf({ device }: Heard): Instant {
  return device.heardAt ?? Number.NEGATIVE_INFINITY;
}

function plantKey(id: Id): string {
  return keyOf({ kind: "communication_lost", subject: { type: "plant", id, name: "" } });
}
