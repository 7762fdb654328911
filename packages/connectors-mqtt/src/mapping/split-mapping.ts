import { parseJsonBytes, type ProblemList } from "@solarmon/connectors-kit";
import type { MessageReader } from "../message-reader.ts";
import { createMappingReader } from "./mapping-reader.ts";
import { MqttMappingError } from "./mqtt-mapping-error.ts";

const NEWLINE = 10;
const RETURN = 13;

/** A recording behind its mapping. */
export interface SplitMapping {
  /** `undefined` after a problem. */
  readonly reader: MessageReader | undefined;
  /** The messages. */
  readonly body: Uint8Array;
  /** Lines before the messages. */
  readonly lines: number;
}

/** Takes a recording apart: a mapping as JSON, an empty line, the messages. */
export function splitMapping(recording: Uint8Array, problems: ProblemList): SplitMapping {
  const { end, lines } = firstEmptyLine(recording);
  const body = recording.subarray(end);
  const definition = parseJsonBytes(recording.subarray(0, end), problems);
  if (definition === undefined) return { reader: undefined, body, lines };
  try {
    return { reader: createMappingReader(definition), body, lines };
  } catch (error) {
    if (!(error instanceof MqttMappingError)) throw error;
    problems.add(error.path, "malformed", error.message);
    return { reader: undefined, body, lines };
  }
}

function firstEmptyLine(recording: Uint8Array): { end: number; lines: number } {
  let isEmpty = false;
  let lines = 0;
  for (const [index, byte] of recording.entries()) {
    if (byte === NEWLINE) {
      lines += 1;
      if (isEmpty) return { end: index + 1, lines };
      isEmpty = true;
    } else if (byte !== RETURN) isEmpty = false;
  }
  return { end: recording.length, lines };
}
