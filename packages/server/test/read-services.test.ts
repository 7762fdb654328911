import { describe, expect, it } from "vitest";
import { requireNode } from "../src/services/open-kafka.ts";
import { readServices } from "../src/services/read-services.ts";
import { requireRole } from "../src/services/services.ts";

const DATABASE_URL = "postgres://app@db/solarmon";
const SHARED = {
  DATABASE_URL,
  REDIS_URL: "redis://cache",
  KAFKA_BROKERS: "a:9092, b:9092",
  SOLARMON_SECRET_KEYS: "1:AAAA",
};

describe("readServices", () => {
  it("finds none where nothing is set, or what is set is blank", () => {
    expect(readServices({})).toEqual({});
    expect(readServices({ DATABASE_URL: " ", REDIS_URL: "" })).toEqual({});
  });

  it("reads all that is set", () => {
    const environment = {
      ...SHARED,
      DATABASE_OPERATOR_URL: "postgres://op@db/solarmon",
      KAFKA_TLS: "true",
      KAFKA_TOPIC: "readings",
      KAFKA_PARTITIONS: "24",
      KAFKA_USERNAME: "u",
      KAFKA_PASSWORD: "p",
      MQTT_URL: "mqtt://broker",
    };
    expect(readServices(environment)).toEqual({
      postgres: {
        url: DATABASE_URL,
        operatorUrl: "postgres://op@db/solarmon",
        secretKeys: "1:AAAA",
      },
      redis: { url: "redis://cache", isCluster: false },
      kafka: {
        brokers: ["a:9092", "b:9092"],
        hasTls: true,
        topic: "readings",
        partitions: 24,
        sasl: { mechanism: "SCRAM-SHA-512", username: "u", password: "p" },
      },
      mqttUrl: "mqtt://broker",
    });
  });

  it.each([
    ["KAFKA_TLS", "yes"],
    ["KAFKA_PARTITIONS", "0"],
    ["REDIS_CLUSTER", "maybe"],
  ])("refuses %s=%s and names it", (name, text) => {
    expect(() => readServices({ ...SHARED, [name]: text })).toThrow(name);
  });

  it("refuses a way to log in at Kafka that it does not know", () => {
    const environment = { ...SHARED, KAFKA_USERNAME: "u", KAFKA_SASL_MECHANISM: "GSSAPI" };
    expect(() => readServices(environment)).toThrow("KAFKA_SASL_MECHANISM");
  });
});

describe("requireRole", () => {
  it("lets one process do all with whatever there is", () => {
    expect(requireRole("all", {})).toBe("all");
    expect(requireRole("all", readServices({ DATABASE_URL }))).toBe("all");
  });

  it("names what a part of several lacks", () => {
    expect(() => requireRole("process", {})).toThrow("DATABASE_URL, REDIS_URL, KAFKA_BROKERS");
    expect(() => requireRole("api", readServices({ DATABASE_URL }))).toThrow(
      "needs REDIS_URL, KAFKA_BROKERS, SOLARMON_SECRET_KEYS",
    );
    expect(requireRole("api", readServices(SHARED))).toBe("api");
  });

  it("refuses a role that there is not", () => {
    expect(() => requireRole("worker", readServices(SHARED))).toThrow("ingest, process, api, all");
  });
});

describe("requireNode", () => {
  it.each(["22.22.0", "24.6.0", "25.0.0"])("takes Node.js %s", (version) => {
    expect(() => requireNode(version)).not.toThrow();
  });

  it.each(["22.21.9", "23.11.0", "24.5.0"])("says that Node.js %s is too old", (version) => {
    expect(() => requireNode(version)).toThrow(`this is ${version}`);
  });
});
