import type { Instant } from "@solarmon/core";
import { isJsonObject, type JsonObject, textOf } from "../decode/json-bytes.ts";
import type { ProblemList } from "../decode/problem-list.ts";
import { readNumber } from "../decode/read-number.ts";
import { parseInstant } from "../time/parse-local-time.ts";
import type { MqttLine } from "./mqtt-message.ts";

/** mosquitto writes a local time, a Z that means nothing, and the offset: `2026-06-01T12:00:00.000000Z+0200`. */
const STRAY_Z = /Z(?=[+-]\d{4}$)/u;

/**
 * Messages of a recording, a line each: `topic payload` as `mosquitto_sub -v` prints them, JSON `{topic, payload, at,
 * retained}`, or what `mosquitto_sub -F %j` and `%J` print (`tst`, `retain`). A payload may be JSON in JSON.
 */
export function readMqttLines(body: Uint8Array, problems: ProblemList): MqttLine[] {
  const messages: MqttLine[] = [];
  const lines = new TextDecoder().decode(body).split(/\r?\n/u);
  for (const [index, text] of lines.entries()) {
    if (text.trim() === "") continue;
    const message = text.startsWith("{") ? fromJson(text, index + 1) : fromText(text, index + 1);
    if (message) messages.push(message);
    else problems.add(`line ${index + 1}`, "malformed", "expected a topic, a space and a payload");
  }
  return messages;
}

function fromText(text: string, line: number): MqttLine | undefined {
  const match = /^(\S*\/\S+)(?:\s+(.*))?$/u.exec(text);
  return match?.[1] === undefined
    ? undefined
    : { line, topic: match[1], payload: (match[2] ?? "").trim() };
}

function fromJson(text: string, line: number): MqttLine | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) ? fromObject(value, line) : undefined;
  } catch {
    return undefined;
  }
}

function fromObject(value: JsonObject, line: number): MqttLine | undefined {
  const topic = textOf(value["topic"]);
  if (topic === undefined) return undefined;
  const receivedAt = instantOf(value["at"] ?? value["tst"]);
  const retained = value["retained"] === true || value["retain"] === true || value["retain"] === 1;
  return {
    line,
    topic,
    payload: payloadOf(value["payload"]),
    ...(receivedAt === undefined ? {} : { receivedAt }),
    ...(retained ? { retained } : {}),
  };
}

function payloadOf(raw: unknown): string {
  if (typeof raw === "string") return raw.trim();
  return raw === undefined || raw === null ? "" : JSON.stringify(raw);
}

function instantOf(raw: unknown): Instant | undefined {
  if (typeof raw === "string") return parseInstant(raw.replace(STRAY_Z, "")) ?? undefined;
  const at = Math.floor(readNumber(raw) ?? Number.NaN);
  return Number.isSafeInteger(at) ? at : undefined;
}
