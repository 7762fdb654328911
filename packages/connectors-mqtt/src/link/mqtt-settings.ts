import type { LinkSettings } from "@solarmon/connectors-kit";
import { SolarmonError } from "@solarmon/core";
import { createMqttMapping, createMqttShape, MQTT_SHAPE_KINDS } from "../create-shape.ts";
import { venusKeepAlive, type KeepAlive } from "../venus/keep-alive.ts";
import type { MqttShape } from "../mqtt-shape.ts";

const MAPPING = "mapping";
const SCHEMES: ReadonlySet<string> = new Set(["mqtt:", "mqtts:", "ws:", "wss:"]);

/** What a subscription is made with. */
export interface MqttSettings {
  /** e.g. `mqtt://192.168.1.10:1883`. */
  readonly url: string;
  readonly username: string;
  readonly password: string;
  /** Filters to subscribe to; empty for those of the shape. */
  readonly topics: readonly string[];
  /** A new one for each connection. */
  readonly createShape: () => MqttShape;
  readonly keepAlive?: KeepAlive;
}

/** @throws `invalid_argument` which setting is not to be used, and what may be given */
export function readSettings(settings: LinkSettings): MqttSettings {
  const shape = settings["shape"]?.trim() ?? "";
  return {
    url: urlIn(settings),
    username: settings["username"] ?? "",
    password: settings["password"] ?? "",
    topics: (settings["topics"] ?? "").split(",").flatMap((topic) => topic.trim() || []),
    createShape: shapeOf(shape, settings),
    ...(shape === "venus" && { keepAlive: keepAliveIn(settings) }),
  };
}

function urlIn({ address = "" }: LinkSettings): string {
  const text = address.trim();
  const url = /^[a-z]+:\/\//u.test(text) ? text : `mqtt://${text}`;
  const parsed = text !== "" && URL.canParse(url) ? new URL(url) : undefined;
  if (parsed && SCHEMES.has(parsed.protocol) && parsed.host !== "") {
    if (parsed.username === "" && parsed.password === "") return url;
    throw invalid("address: give the log-in as username and password, not in the address");
  }
  throw invalid(
    "address: give the broker's address, e.g. mqtt://192.168.1.10 or mqtts://host:8883",
  );
}

/** Tried once, so that what is wrong is told when the link is opened. */
function shapeOf(shape: string, settings: LinkSettings): () => MqttShape {
  const kind = MQTT_SHAPE_KINDS.find((each) => each === shape);
  if (kind) return () => createMqttShape(kind);
  if (shape !== MAPPING)
    throw invalid(`shape: give one of ${[...MQTT_SHAPE_KINDS, MAPPING].join(", ")}`);
  const definition = jsonIn(settings[MAPPING] ?? "");
  createMqttMapping(definition);
  return () => createMqttMapping(definition);
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw invalid("mapping: give a mapping as JSON, since shape is mapping");
  }
}

function keepAliveIn({ portalId = "" }: LinkSettings): KeepAlive {
  if (portalId.trim() !== "") return venusKeepAlive(portalId.trim());
  throw invalid("portalId: give the VRM portal id; a GX device is silent without it");
}

function invalid(message: string): SolarmonError {
  return new SolarmonError("invalid_argument", message);
}
