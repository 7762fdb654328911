import { createLocalTimes, parseInstant, type ProblemList } from "@solarmon/connectors-kit";
import { type Instant, SolarmonError } from "@solarmon/core";
import { epochOf, isSet } from "../measured-at.ts";
import type { DefinitionPart } from "./definition-part.ts";
import { type JsonPointer, parseJsonPointer } from "./json-pointer.ts";

/** Reads the time at a place of the record; `null` after a problem. */
export interface TimeReader {
  readonly pointer: JsonPointer;
  readonly read: ReadTime;
}

type ReadTime = (raw: unknown, problems: ProblemList, path: string) => Instant | null;

const KEYS = ["rule", "pointer", "timeZone"] as const;

/** The reader of `time`, `undefined` for the time of arrival. @throws {@link MqttMappingError} */
export function timeReaderOf(topic: DefinitionPart): TimeReader | undefined {
  if (!topic.has("time")) return undefined;
  const part = topic.part("time", KEYS);
  const rule = part.oneOf("rule", ["received", "epoch", "iso", "local"]);
  if (rule !== "local" && part.has("timeZone"))
    part.fail("timeZone", 'a zone by rule "local" only');
  if (rule === "received")
    return part.has("pointer") ? part.fail("pointer", "no pointer by this rule") : undefined;
  const allowed = "a JSON pointer such as /ts";
  const pointer = parseJsonPointer(part.text("pointer", allowed)) ?? part.fail("pointer", allowed);
  if (rule === "epoch") return { pointer, read: epochOf };
  return { pointer, read: rule === "iso" ? readInstant : localReader(part) };
}

function readInstant(raw: unknown, problems: ProblemList, path: string): Instant | null {
  const at = typeof raw === "string" ? parseInstant(raw) : null;
  if (at !== null && isSet(at)) return at;
  if (at === null) problems.add(path, "malformed", "expected a time with Z or an offset");
  else problems.add(path, "time_missing", "the time lies before 2000: the clock has not been set");
  return null;
}

function localReader(part: DefinitionPart): ReadTime {
  const allowed = "an IANA time zone such as Europe/Madrid";
  const timeZone = part.text("timeZone", allowed);
  const times = localTimesOf(timeZone) ?? part.fail("timeZone", allowed);
  return (raw, problems, path) => {
    const { at, problem } = times.at(typeof raw === "string" ? raw : "");
    if (problem !== undefined)
      problems.add(
        path,
        problem,
        problem === "malformed" ? "expected a local time" : TOLD[problem],
      );
    return at;
  };
}

const TOLD = {
  time_missing: "expected a local time as text",
  time_ambiguous: "the clock showed this time twice; the earlier one is taken",
  time_nonexistent: "the clock never showed this time",
} as const;

function localTimesOf(timeZone: string): ReturnType<typeof createLocalTimes> | undefined {
  try {
    return createLocalTimes(timeZone);
  } catch (error) {
    if (SolarmonError.is(error)) return undefined;
    throw error;
  }
}
