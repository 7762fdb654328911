import {
  type DecodedReading,
  type MqttLine,
  type ProblemList,
  readField,
  readMqttLines,
  readNumber,
  type ValueMap,
} from "@solarmon/connectors-kit";
import type { Instant } from "@solarmon/core";
import { SITE_ID } from "./definition.ts";
import { INVERTER_RULES, inputRules, LIMIT_RULE, MQTT_FIELDS, TOTAL_RULES } from "./points.ts";
import { cleaned } from "./read-group.ts";
import { statusOf } from "./states.ts";

/** `<base>/<serial>/<channel or "status">/<name>`, or `<base>/ac/<name>` for the sums. */
const INVERTER_TOPIC = /(?:^|\/)(\d{6}[\dA-Za-z]{4,10})\/(\d{1,2}|status)\/([a-z_\d][a-z_\d -]*)$/u;
/** Names of phases hold a space, at which `mosquitto_sub -v` lets the payload begin. */
const PHASE = /^(ph\d(?:-(?:n|ph\d))?)(?:\s+(.*))?$/u;
const TOTAL_TOPIC = /(?:^|\/)(ac)\/([a-z_]+)$/u;

/** Messages of one poll of one device. */
type Poll = Map<string, MqttLine>;

/**
 * Readings of messages in their order of arrival. The messages of a poll belong together until one of its topics
 * comes again; their time is `status/last_update`, and only without one the time of arrival.
 */
export function readMqtt(
  body: Uint8Array,
  receivedAt: Instant | undefined,
  problems: ProblemList,
): DecodedReading[] {
  const polls = new Map<string, Poll>();
  const readings: DecodedReading[] = [];
  const finish = (deviceId: string, poll: Poll): void => {
    const reading = readingOf(deviceId, poll, receivedAt, problems);
    if (reading) readings.push(reading);
  };
  for (const line of readMqttLines(body, problems)) {
    const message = withWholeTopic(line);
    const [deviceId, name] = addressOf(message.topic) ?? [];
    if (deviceId === undefined || name === undefined) {
      problems.addOnce(
        message.topic,
        `line ${message.line}`,
        "unknown_field",
        "no topic of values",
      );
      continue;
    }
    const poll = polls.get(deviceId);
    if (poll && !poll.has(name)) poll.set(name, message);
    else {
      if (poll) finish(deviceId, poll);
      polls.set(deviceId, new Map([[name, message]]));
    }
  }
  for (const [deviceId, poll] of polls) finish(deviceId, poll);
  return readings;
}

function withWholeTopic(message: MqttLine): MqttLine {
  const [, phase, payload = ""] = PHASE.exec(message.payload) ?? [];
  return phase === undefined
    ? message
    : { ...message, topic: `${message.topic} ${phase}`, payload };
}

function addressOf(topic: string): readonly [deviceId: string, name: string] | undefined {
  const [, serial, channel, name] = INVERTER_TOPIC.exec(topic) ?? [];
  if (serial !== undefined) return [serial, `${channel}/${name}`];
  const [, side, sum] = TOTAL_TOPIC.exec(topic) ?? [];
  return side === undefined ? undefined : [SITE_ID, `${side}/${sum}`];
}

function readingOf(
  deviceId: string,
  poll: Poll,
  receivedAt: Instant | undefined,
  problems: ProblemList,
): DecodedReading | undefined {
  const values = valuesOf(poll, problems);
  if (Object.keys(values).length === 0) return undefined;
  const measuredAt = timeOf(poll, receivedAt);
  if (measuredAt !== undefined)
    return { deviceId, kind: deviceId === SITE_ID ? "logger" : "inverter", measuredAt, values };
  problems.add(deviceId, "time_missing", "no status/last_update, and no time of arrival");
  return undefined;
}

function valuesOf(poll: Poll, problems: ProblemList): ValueMap {
  const values: ValueMap = {};
  const isSilent =
    payloadOf(poll, "status/reachable") === 0 || payloadOf(poll, "ac/is_valid") === 0;
  for (const [name, message] of poll) {
    const [channel = "", field = ""] = name.split("/");
    if (channel === "status") continue;
    if (isSilent && field !== "yieldtotal") tellSilence(message, problems);
    else readMessage(channel, field, message, values, problems);
  }
  if (!isSilent) readStatus(poll, values, problems);
  return values;
}

function tellSilence({ topic, line }: MqttLine, problems: ProblemList): void {
  const detail = "the inverter is not reachable: the value is old, or a zero of the gateway";
  problems.addOnce(topic, `line ${line}`, "sentinel", detail);
}

function readMessage(
  channel: string,
  name: string,
  { payload, line }: MqttLine,
  values: ValueMap,
  problems: ProblemList,
): void {
  const plain = name.replaceAll(/[ _-]/gu, "");
  const [field, unit] = (Object.hasOwn(MQTT_FIELDS, plain) ? MQTT_FIELDS[plain] : undefined) ?? [];
  const rule = rulesOf(channel).find((each) => each.field === field);
  if (rule && unit !== undefined)
    readField(cleaned(payload), rule, values, problems, `line ${line}`, unit);
  else if (name !== "is_valid")
    problems.addOnce(`${channel}/${name}`, `line ${line}`, "unknown_field", `${name} has no point`);
}

function rulesOf(channel: string): typeof INVERTER_RULES {
  if (channel === "ac") return TOTAL_RULES;
  return channel === "0" ? INVERTER_RULES : inputRules(Number(channel));
}

function readStatus(poll: Poll, values: ValueMap, problems: ProblemList): void {
  const producing = payloadOf(poll, "status/producing");
  const status = statusOf(producing === undefined ? undefined : producing !== 0);
  if (status !== undefined && Object.keys(values).length > 0) values["status"] = status;
  const limit = poll.get("status/limit_relative");
  const isKnown = (payloadOf(poll, "status/limit_absolute") ?? 0) >= 0;
  if (limit && isKnown && limit.payload !== "")
    readField(limit.payload, LIMIT_RULE, values, problems, `line ${limit.line}`);
}

function timeOf(poll: Poll, receivedAt: Instant | undefined): Instant | undefined {
  const lastUpdateS = payloadOf(poll, "status/last_update");
  if (lastUpdateS !== undefined && lastUpdateS > 0 && lastUpdateS < 2 ** 32)
    return Math.floor(lastUpdateS * 1_000);
  const live = [...poll.values()].filter(({ retained }) => retained !== true);
  if (live.length === 0) return undefined; // when a kept message arrived tells nothing about its value
  const arrivals = live.flatMap((message) => message.receivedAt ?? []);
  return arrivals.length > 0 ? Math.min(...arrivals) : receivedAt;
}

function payloadOf(poll: Poll, name: string): number | undefined {
  return readNumber(poll.get(name)?.payload) ?? undefined;
}
