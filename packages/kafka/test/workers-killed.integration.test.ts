import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { openKafkaStream } from "@solarmon/kafka";
import { afterAll, beforeAll, expect, test } from "vitest";
import { missingOwnKafka, type OwnKafka, startKafka } from "../../../scripts/services/kafka.ts";
import { freshTopic } from "./support/fresh-topic.ts";
import { eventually, hasAll } from "./support/kafka-help.ts";
import { Load } from "./support/load.ts";

/** A worker process and what it has done. */
class Worker {
  readonly shards = new Set<string>();
  readonly texts = new Set<string>();
  readonly #child: ChildProcess;

  constructor(brokers: string, topic: string) {
    const script = new URL("./support/work-until-killed.ts", import.meta.url).pathname;
    const child = spawn(process.execPath, [script, brokers, topic], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    this.#child = child;
    createInterface({ input: child.stdout }).on("line", (line) => {
      this.shards.add(line.slice(0, line.indexOf(" ")));
      this.texts.add(line.slice(line.indexOf(" ") + 1));
    });
  }

  async kill(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const gone = new Promise((resolve) => this.#child.once("exit", resolve));
    this.#child.kill("SIGKILL");
    await gone;
  }
}

const missing = missingOwnKafka();
let kafka: OwnKafka;
beforeAll(async () => {
  if (!missing) kafka = await startKafka();
});
afterAll(async () => kafka?.[Symbol.asyncDispose]());

test.skipIf(missing)(
  "workers share the partitions, and when two of three are killed the third does all of it",
  { timeout: 120_000 },
  async () => {
    const topic = freshTopic();
    const options = { topic, groupPrefix: `${topic}.`, createTopic: { partitions: 6 } };
    await using stream = await openKafkaStream({ brokers: [kafka.brokers], ...options });
    const workers = [1, 2, 3].map(() => new Worker(kafka.brokers, topic));
    const load = new Load(stream);
    try {
      await eventually("each worker has a part", () =>
        workers.every(({ texts }) => texts.size > 50),
      );
      await Promise.all(workers.slice(0, 2).map((worker) => worker.kill()));
      await eventually("the third has all six parts", () => workers[2]?.shards.size === 6);
      await eventually("load that says something", () => load.acknowledged.size > 1_000);
      await load.stop();
      const done = (): Set<string> => new Set(workers.flatMap(({ texts }) => [...texts]));
      await eventually("every acknowledged record", () => hasAll(done(), load.acknowledged));
      await eventually("a backlog of none", async () => (await stream.backlog("workers")) === 0);
      expect(hasAll(done(), load.acknowledged)).toBe(true);
    } finally {
      await load.stop();
      await Promise.all(workers.map((worker) => worker.kill()));
    }
  },
);
