import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { inspect, promisify } from "node:util";
import { type KafkaSasl, openKafkaStream } from "@solarmon/kafka";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { missingOwnKafka, type OwnKafka, startKafka } from "../../../scripts/services/kafka.ts";
import { findProgram } from "../../../scripts/services/programs.ts";
import {
  temporaryFolder,
  type TemporaryFolder,
} from "../../../scripts/support/temporary-folder.ts";
import { freshTopic } from "./support/fresh-topic.ts";
import { allTexts, record } from "./support/kafka-help.ts";

const PASSWORD = "right-password";
const STORE_PASSWORD = "store-password";

/** A key pair of the broker, and its certificate for clients to trust. */
async function makeKeys(folder: string): Promise<{ store: string; trusted: string }> {
  const keytool = join(dirname(findProgram("java") ?? "java"), "keytool");
  const store = join(folder, "broker.p12");
  const trusted = join(folder, "broker.pem");
  const common = ["-alias", "broker", "-keystore", store, "-storepass", STORE_PASSWORD];
  const name = ["-dname", "CN=localhost", "-ext", "san=ip:127.0.0.1"];
  const run = promisify(execFile);
  const key = ["-keyalg", "EC", "-storetype", "PKCS12"];
  await run(keytool, ["-genkeypair", ...common, ...key, ...name]);
  await run(keytool, ["-exportcert", "-rfc", ...common, "-file", trusted]);
  return { store, trusted };
}

function listener({ store, trusted }: { store: string; trusted: string }): string[] {
  const modules = "org.apache.kafka.common.security";
  const plain = `username="broker" password="b" user_broker="b" user_solarmon="${PASSWORD}"`;
  const lines = {
    "sasl.enabled.mechanisms": "PLAIN,SCRAM-SHA-512,OAUTHBEARER",
    "plain.sasl.jaas.config": `${modules}.plain.PlainLoginModule required ${plain};`,
    "scram-sha-512.sasl.jaas.config": `${modules}.scram.ScramLoginModule required;`,
    "oauthbearer.sasl.jaas.config": `${modules}.oauthbearer.OAuthBearerLoginModule required unsecuredLoginStringClaim_sub="broker";`,
    "ssl.keystore.location": store,
    "ssl.keystore.password": STORE_PASSWORD,
    "ssl.truststore.type": "PEM",
    "ssl.truststore.location": trusted,
  };
  return [
    "sasl.mechanism.inter.broker.protocol=PLAIN",
    ...Object.entries(lines).map(([name, value]) => `listener.name.clients.${name}=${value}`),
  ];
}

function jsonPart(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}

/** A token as an identity provider (or the signer for MSK) would give. */
async function token(): Promise<string> {
  const now = Math.floor(Date.now() / 1_000);
  return `${jsonPart({ alg: "none" })}.${jsonPart({ sub: "solarmon", iat: now, exp: now + 300 })}.`;
}

const missing = missingOwnKafka();
describe.skipIf(missing)("a broker that wants TLS and a log-in", () => {
  let kafka: OwnKafka;
  let folder: TemporaryFolder;
  let ca: string;
  beforeAll(async () => {
    folder = await temporaryFolder();
    const keys = await makeKeys(folder.path);
    ca = await readFile(keys.trusted, "utf8");
    kafka = await startKafka({
      protocol: "SASL_SSL",
      properties: listener(keys),
      formatArgs: ["--add-scram", `SCRAM-SHA-512=[name=solarmon,password=${PASSWORD}]`],
    });
  });
  afterAll(async () => {
    await kafka?.[Symbol.asyncDispose]();
    await folder?.[Symbol.asyncDispose]();
  });

  function open(sasl: KafkaSasl, tls: boolean | { ca: string } = { ca }) {
    const base = { brokers: [kafka.brokers], topic: freshTopic(), createTopic: { partitions: 1 } };
    return openKafkaStream({ ...base, tls, sasl });
  }

  const username = "solarmon";
  test.each<KafkaSasl>([
    { mechanism: "PLAIN", username, password: PASSWORD },
    { mechanism: "SCRAM-SHA-512", username, password: PASSWORD },
    { mechanism: "OAUTHBEARER", token },
  ])("lets us in by $mechanism", async (sasl) => {
    await using stream = await open(sasl);
    await expect(stream.append([record("a", "1")])).resolves.toMatchObject([{ ok: true }]);
    await expect(allTexts(stream)).resolves.toEqual(["1"]);
  });

  test("refuses a wrong password, and the error does not tell it", async () => {
    const password = "wrong-password";
    const error = await open({ mechanism: "SCRAM-SHA-512", username, password }).catch(
      (thrown: unknown) => thrown,
    );
    expect(error).toMatchObject({ code: "unauthenticated", isRetryable: false });
    expect(inspect(error, { depth: 10 })).not.toContain(password);
  });

  test("is not trusted without its certificate", async () => {
    const opening = open({ mechanism: "PLAIN", username, password: PASSWORD }, true);
    await expect(opening).rejects.toMatchObject({ code: "unavailable" });
  });
});
