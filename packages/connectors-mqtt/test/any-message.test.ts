import type { DecodedReading, DecodeResult, MqttMessage } from "@solarmon/connectors-kit";
import {
  createMqttMapping,
  createMqttShape,
  MQTT_SHAPE_KINDS,
  type MqttShape,
  mqttDecoder,
} from "@solarmon/connectors-mqtt";
import { pointByName } from "@solarmon/core";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AT, bytes } from "./support.ts";

const MAPPING = {
  topics: [
    {
      topic: "#",
      device: "{1}",
      kind: "meter",
      time: { rule: "epoch", pointer: "/t" },
      values: [
        { pointer: "/a", point: "gridImportPower", negativePoint: "gridExportPower", unit: "kW" },
        { pointer: "/b/0", point: "acEnergyTotal", unit: "kWh", scale: 0.001 },
      ],
    },
    { topic: "plain/+", device: "{1}", kind: "meter", values: [{ point: "acPower", unit: "W" }] },
  ],
};

const TOPICS = fc.oneof(
  fc.constantFrom(
    "tele/roof/SENSOR",
    "stat/roof/STATUS10",
    "v1/devices/me/telemetry",
    "v1/gateway/telemetry",
    "N/gx/system/0/Ac/Grid/NumberOfPhases",
    "N/gx/system/0/Ac/Grid/L1/Power",
    "N/gx/system/0/Ac/Grid/L2/Power",
    "N/gx/pvinverter/20/Ac/Power",
    "N/gx/battery/1/Soc",
    "plain/one",
  ),
  fc.string(),
);
const KEYS = [
  "value",
  "ENERGY",
  "StatusSNS",
  "Time",
  "Power",
  "Total",
  "Voltage",
  "ts",
  "values",
  "acPower",
  "acEnergyTotal",
  "t",
  "a",
  "b",
  "__proto__",
];
const { tree: TREE } = fc.letrec((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom<unknown>(null, 0, -0, 1, 3, -250.5, "", "12", "nan", true, 1e300, AT),
    fc.array(tie("tree"), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom(...KEYS), tie("tree"), { maxKeys: 5 }),
  ),
}));
const PAYLOADS = fc.oneof(
  TREE.map((tree) => JSON.stringify(tree)),
  fc.uint8Array({ maxLength: 60 }),
  fc.string(),
);
const MESSAGES: fc.Arbitrary<MqttMessage> = fc.record(
  {
    topic: TOPICS,
    payload: PAYLOADS,
    receivedAt: fc.integer({ min: AT, max: AT + 120_000 }),
    retained: fc.boolean(),
  },
  { requiredKeys: ["topic", "payload"] },
);

const SHAPES: [string, () => MqttShape][] = [
  ...MQTT_SHAPE_KINDS.map((kind): [string, () => MqttShape] => [kind, () => createMqttShape(kind)]),
  ["a mapping", () => createMqttMapping(MAPPING)],
];

/** Whether a reading keeps what every reading promises. */
function isSound({ deviceId, measuredAt, values }: DecodedReading): boolean {
  const entries = Object.entries(values);
  const isInRange = entries.every(([name, value]) => {
    const point = pointByName(name);
    return point && value !== null && value >= point.min && value <= point.max;
  });
  const hasMinusZero = entries.some(([, value]) => Object.is(value, -0));
  const isTime = Number.isSafeInteger(measuredAt) && measuredAt > 0;
  return deviceId !== "" && isTime && entries.length > 0 && isInRange && !hasMinusZero;
}

describe.each(SHAPES)("any messages as %s", (_, create) => {
  it("are read without a throw, into sound readings only", () => {
    fc.assert(
      fc.property(fc.array(MESSAGES, { maxLength: 12 }), (messages) => {
        const shape = create();
        const readings = messages.flatMap((message) => shape.decode(message).readings);
        expect(readings.filter((reading) => !isSound(reading))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it("that the broker had kept are never new at the time they came", () => {
    fc.assert(
      fc.property(fc.array(MESSAGES, { maxLength: 8 }), (messages) => {
        const shape = create();
        const from = Math.floor(AT / 1_000) * 1_000 + 1_000;
        const readings = messages.flatMap(
          (message) => shape.decode({ ...message, retained: true, receivedAt: from }).readings,
        );
        expect(readings.filter(({ measuredAt }) => measuredAt === from)).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });
});

const SYSTEM = "N/gx/system/0/Ac/Consumption";

const VENUS_VALUES = fc.record({
  topic: fc.constantFrom(
    "N/gx/pvinverter/20/Ac/Power",
    "N/gx/pvinverter/20/Ac/Energy/Forward",
    "N/gx/battery/1/Dc/0/Power",
    "N/gx/battery/1/Soc",
  ),
  payload: fc.constantFrom(null, 1, 20.5, 99).map((value) => JSON.stringify({ value })),
  receivedAt: fc.integer({ min: AT, max: AT + 3_000 }),
});

/** What readings of one recording come to in a store: the last value of each point. */
function fold(results: readonly DecodeResult[]): Map<string, number | null> {
  const values = new Map<string, number | null>();
  for (const { deviceId, measuredAt, values: own } of results.flatMap(({ readings }) => readings))
    for (const [point, value] of Object.entries(own))
      values.set(`${deviceId} ${measuredAt} ${point}`, value);
  return values;
}

function foldVenus(messages: readonly MqttMessage[]): Map<string, number | null> {
  const shape = createMqttShape("venus");
  return fold(messages.map((message) => shape.decode(message)));
}

describe("messages of Venus OS", () => {
  it("say the same one by one as in a recording", () => {
    fc.assert(
      fc.property(fc.array(VENUS_VALUES, { maxLength: 20 }), (messages) => {
        const shape = createMqttShape("venus");
        const lines = messages.map(({ receivedAt, ...line }) =>
          JSON.stringify({ ...line, at: receivedAt }),
        );
        const reply = { body: bytes(lines.join("\n")) };
        const recorded = mqttDecoder.decode("venus", reply, { timeZone: "UTC" });
        expect(fold([recorded])).toEqual(fold(messages.map((message) => shape.decode(message))));
      }),
    );
  });

  it("of different devices and points may come in any order", () => {
    const unique = fc.uniqueArray(VENUS_VALUES, { selector: ({ topic }) => topic });
    fc.assert(
      fc.property(unique, (messages) => {
        expect(foldVenus(messages)).toEqual(foldVenus(messages.toReversed()));
      }),
    );
  });
});

const MISSING = fc.constantFrom<unknown>(null, "", "nan", "unavailable", [], {}, [
  null,
  null,
  null,
]);
const WITHOUT_VALUES = fc.oneof(
  fc.tuple(MISSING, MISSING).map(([one, two]) => ({
    topic: "tele/roof/SENSOR",
    payload: { ENERGY: { Power: one, Total: two, Voltage: one, Frequency: two, Factor: one } },
  })),
  fc.tuple(MISSING, MISSING).map(([one, two]) => ({
    topic: "v1/devices/me/telemetry",
    payload: { ts: AT, values: { acPower: one, acEnergyTotal: two } },
  })),
  fc
    .tuple(MISSING, fc.constantFrom("pvinverter/20/Ac/Power", "system/0/Ac/Grid/L1/Power"))
    .map(([value, path]) => ({ topic: `N/gx/${path}`, payload: { value } })),
  fc.tuple(MISSING, MISSING).map(([a, b]) => ({ topic: "x/y", payload: { a, b: [b] } })),
);

it.each(SHAPES)("missing values are no values as %s, and above all no 0", (_, create) => {
  fc.assert(
    fc.property(WITHOUT_VALUES, ({ topic, payload }) => {
      const message = { topic, payload: JSON.stringify(payload), receivedAt: AT };
      expect(create().decode(message).readings).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

it("a full publish of phases says the same in any order", () => {
  const publish = [
    { topic: `${SYSTEM}/NumberOfPhases`, payload: '{"value":2}' },
    { topic: `${SYSTEM}/L1/Power`, payload: '{"value":120.5}' },
    { topic: `${SYSTEM}/L2/Power`, payload: '{"value":30}' },
    { topic: `${SYSTEM}/L3/Power`, payload: '{"value":null}' },
  ].map((message) => ({ ...message, receivedAt: AT }));
  const order = fc.shuffledSubarray(publish, { minLength: publish.length });
  fc.assert(
    fc.property(order, (messages) => {
      expect([...foldVenus(messages)]).toEqual([[`gx/system/0 ${AT} loadPower`, 150.5]]);
    }),
  );
});

describe("any recording", () => {
  it("is decoded without a throw, and never in silence", () => {
    const lines = fc.array(
      fc.oneof(
        fc.string(),
        MESSAGES.map(({ payload, ...message }) =>
          JSON.stringify({ ...message, payload: String(payload) }),
        ),
      ),
      { maxLength: 8 },
    );
    const endpoints = fc.constantFrom(...mqttDecoder.endpoints.map(({ name }) => name));
    const head = fc.constantFrom("", `${JSON.stringify(MAPPING)}\n\n`);
    fc.assert(
      fc.property(endpoints, head, lines, (endpoint, mapping, text) => {
        const reply = { body: bytes(mapping + text.join("\n")), receivedAt: AT };
        const { readings, problems } = mqttDecoder.decode(endpoint, reply, { timeZone: "UTC" });
        expect(readings.length + problems.length).toBeGreaterThan(0);
        expect(readings.filter((reading) => !isSound(reading))).toEqual([]);
      }),
    );
  });
});
