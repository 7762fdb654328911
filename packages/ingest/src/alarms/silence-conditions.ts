import type { AlarmEvidence, Id, Instant, Link } from "@solarmon/core";
import { type Condition, keyOf } from "./condition.ts";
import { linkAlarmKeys } from "./link-conditions.ts";
import { judgeSilence, type Silence, type SilenceContext } from "./silence.ts";
import type { WatchedDevice, WatchedPlant } from "./watched.ts";

interface Heard {
  readonly device: WatchedDevice;
  readonly silence: Silence;
}

/** How a plant as a whole is heard, and each of its devices. */
export interface PlantHearing {
  readonly plant: WatchedPlant;
  /** Of the links that read it. */
  readonly links: readonly Link[];
  readonly context: SilenceContext;
  /** Those that have sent anything, ever. */
  readonly heard: readonly Heard[];
  readonly all: readonly Heard[];
  readonly isAlive: boolean;
  readonly isSilent: boolean;
  /** `null` when nothing has ever sent. */
  readonly newest: Heard | null;
}

/** Judges each device of a plant. */
export function hearPlant(
  plant: WatchedPlant,
  links: readonly Link[],
  context: SilenceContext,
): PlantHearing {
  const all = plant.devices.map((device) => ({ device, silence: judgeSilence(device, context) }));
  const heard = all.filter(({ silence }) => silence.hearing !== "never");
  return {
    plant,
    links,
    context,
    heard,
    all,
    isAlive: heard.some(({ silence }) => silence.hearing === "fresh"),
    isSilent: heard.length > 0 && heard.every(({ silence }) => silence.hearing === "silent"),
    newest: heard.reduce<Heard | null>(
      (latest, one) => (latest === null || heardAtOf(one) > heardAtOf(latest) ? one : latest),
      null,
    ),
  };
}

/** Whether the plant as a whole is silent. */
export function plantCondition(hearing: PlantHearing): Condition {
  const { plant, links, newest, heard, isAlive, isSilent, context } = hearing;
  const since = newest ? heardAtOf(newest) : context.now;
  return {
    kind: "communication_lost",
    severity: "critical",
    subject: { type: "plant", id: plant.id, name: plant.name },
    plantId: plant.id,
    state: isSilent ? "there" : isAlive ? "over" : "unsure",
    overAt: since,
    isNews: context.now - since <= context.limits.outOfUseMs,
    evidence: evidenceOf(since, newest?.silence, { devices: heard.length }),
    explainedBy: links.flatMap(({ id }) => linkAlarmKeys(id)),
  };
}

/** Whether single devices are silent. While the plant's own alarm is open, that one explains them. */
export function deviceConditions(
  { plant, all, heard, isAlive, context }: PlantHearing,
  openKeys: ReadonlySet<string>,
): Condition[] {
  const ofPlant = plantKey(plant.id);
  const isExplained = openKeys.has(ofPlant);
  const silentDevices = heard.filter(({ silence }) => silence.hearing === "silent").length;
  return all.map(({ device, silence }) => {
    const since = device.heardAt ?? context.now;
    return {
      kind: "device_silent",
      severity: "warning",
      subject: { type: "device", id: device.id, name: device.name },
      plantId: plant.id,
      state: stateOf(silence),
      overAt: since,
      isNews: isAlive && !isExplained && context.now - since <= context.limits.outOfUseMs,
      evidence: evidenceOf(since, silence, { devices: heard.length, silentDevices }),
      explainedBy: [ofPlant],
    };
  });
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
