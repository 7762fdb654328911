import type { ConnectorDescription } from "@solarmon/connectors-kit";
import { MQTT_SHAPE_KINDS } from "../create-shape.ts";
import { VENDOR } from "../definition.ts";

export const DESCRIPTION: ConnectorDescription = {
  vendor: VENDOR.name,
  name: "MQTT",
  level: "gold",
  evidence: "documented",
  auth: VENDOR.auth,
  settings: [
    {
      name: "address",
      text: "Address of the broker",
      isSecret: false,
      isRequired: true,
      example: "mqtt://192.168.1.10",
    },
    {
      name: "shape",
      text: `What the messages are like: ${MQTT_SHAPE_KINDS.join(", ")}, or mapping`,
      isSecret: false,
      isRequired: true,
      example: "tasmota",
    },
    {
      name: "mapping",
      text: "With the shape mapping: the mapping as JSON",
      isSecret: false,
      isRequired: false,
    },
    {
      name: "topics",
      text: "Filters to subscribe to, with commas between them; default those of the shape",
      isSecret: false,
      isRequired: false,
    },
    {
      name: "portalId",
      text: "With the shape venus: the VRM portal id, which the keep-alive needs",
      isSecret: false,
      isRequired: false,
    },
    {
      name: "username",
      text: "User of the broker",
      isSecret: false,
      isRequired: false,
    },
    {
      name: "password",
      text: "Password of the broker",
      isSecret: true,
      isRequired: false,
    },
  ],
  quotas: [],
  maxConcurrent: null,
  pollIntervalMs: VENDOR.pollIntervalMs,
  isPolledAtNight: true,
  settleMs: 0,
  historyMs: 0,
  historySpanMs: 0,
};
