import {
  isJsonObject,
  parseInstant,
  type ProblemList,
  readNumber,
  textOf,
} from "@solarmon/connectors-kit";
import type { Instant } from "@solarmon/core";

/** A message as it arrived. */
export interface MqttMessage {
  readonly line: number;
  readonly topic: string;
  readonly payload: string;
  readonly at?: Instant;
}

/** Lines of `topic payload`, as MQTT clients print them, or of JSON `{topic, payload, at}`. */
export function readMqttLines(body: Uint8Array, problems: ProblemList): MqttMessage[] {
  const messages: MqttMessage[] = [];
  const lines = new TextDecoder().decode(body).split(/\r?\n/u);
  for (const [index, text] of lines.entries()) {
    if (text.trim() === "") continue;
    const message = text.startsWith("{") ? fromJson(text, index + 1) : fromText(text, index + 1);
    if (message) messages.push(message);
    else problems.add(`line ${index + 1}`, "malformed", "expected a topic, a space and a payload");
  }
  return messages;
}

function fromText(text: string, line: number): MqttMessage | undefined {
  const match = /^(\S*\/\S+)(?:\s+(.*))?$/u.exec(text);
  return match?.[1] === undefined
    ? undefined
    : { line, topic: match[1], payload: (match[2] ?? "").trim() };
}

function fromJson(text: string, line: number): MqttMessage | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (!isJsonObject(value)) return undefined;
    const topic = textOf(value["topic"]);
    if (topic === undefined) return undefined;
    const at = instantOf(value["at"]);
    const payload = textOf(value["payload"]) ?? "";
    return { line, topic, payload, ...(at === undefined ? {} : { at }) };
  } catch {
    return undefined;
  }
}

function instantOf(raw: unknown): Instant | undefined {
  if (typeof raw === "string") return parseInstant(raw) ?? undefined;
  const at = Math.floor(readNumber(raw) ?? Number.NaN);
  return Number.isSafeInteger(at) ? at : undefined;
}
