import assert from "node:assert/strict";
import { SolarmonError } from "@solarmon/core";
import type { ConnectorDescription } from "../../connector-description.ts";
import type { ConnectorBench } from "../suite/connector-bench.ts";
import type { ConnectorLaw } from "../suite/connector-law.ts";

function requireSettings({ settings, auth }: ConnectorDescription): void {
  const names = settings.map(({ name }) => name);
  assert.equal(new Set(names).size, names.length, "a setting is told twice");
  for (const { name, text, isRequired, default: value } of settings) {
    assert.match(name, /^[a-z][A-Za-z0-9]*$/u, `setting ${name} is not in camelCase`);
    assert.ok(text.length > 0, `setting ${name} does not say what it is`);
    assert.ok(!isRequired || value === undefined, `setting ${name} is required and has a default`);
  }
  const hasSecret = settings.some(({ isSecret }) => isSecret);
  assert.equal(hasSecret, auth !== "none", `auth is ${auth}: are secret settings flagged?`);
}

function requireSchedule(description: ConnectorDescription): void {
  const { quotas, maxConcurrent, pollIntervalMs, settleMs, historyMs } = description;
  const names = quotas.map(({ name }) => name);
  assert.equal(new Set(names).size, names.length, "a quota is told twice");
  for (const { name, limit } of quotas)
    assert.ok(Number.isSafeInteger(limit) && limit > 0, `quota ${name} allows ${limit} calls`);
  assert.ok(maxConcurrent === null || maxConcurrent >= 1, "calls at once: at least 1, or null");
  assert.ok(pollIntervalMs > 0, "pollIntervalMs is to be more than 0");
  assert.ok(settleMs >= 0 && historyMs >= 0, "spans of time are not negative");
  const { historySpanMs } = description;
  assert.equal(historySpanMs > 0, historyMs > 0, "historySpanMs belongs to a history");
  assert.ok(historySpanMs <= historyMs, "historySpanMs is longer than the history");
}

/** Opens without one setting, and says what came of it. */
async function openWithout(bench: ConnectorBench, name: string): Promise<unknown> {
  const { [name]: _, ...others } = bench.settings;
  const host = await bench.host();
  try {
    await bench.connector.open(others, host)[Symbol.asyncDispose]();
    return undefined;
  } catch (error) {
    return error;
  }
}

export const descriptionLaws: readonly ConnectorLaw[] = [
  {
    name: "the description says what is needed to connect and to schedule",
    level: "bronze",
    async run({ subject: { connector, description } }) {
      assert.match(description.vendor, /^[a-z][a-z0-9-]*$/u, "vendor is a name for commands");
      assert.equal(description.vendor, connector.decoder.vendor, "decoder and description differ");
      assert.ok(description.name.length > 0, "the vendor has no name for people");
      requireSettings(description);
      requireSchedule(description);
    },
  },
  {
    name: "a required setting that is missing is named, and nothing is sent",
    level: "bronze",
    async run({ subject }) {
      for (const { name, isRequired } of subject.description.settings) {
        if (!isRequired) continue;
        const error = await openWithout(subject, name);
        assert.ok(SolarmonError.is(error), `it opens without ${name}`);
        assert.equal(error.code, "invalid_argument");
        assert.ok(error.message.includes(name), `"${error.message}" does not name ${name}`);
      }
      assert.equal(subject.standIn.calls.length, 0, "the vendor was called");
    },
  },
  {
    name: "opening a link sends nothing, and quotas are counted under a name that is no secret",
    level: "bronze",
    async run({ subject }) {
      await subject.link();
      assert.equal(subject.standIn.calls.length, 0, "the vendor was called");
      const key = subject.connector.quotaKeyOf(subject.settings);
      assert.ok(key.length > 0, "the quota key is empty");
      for (const secret of subject.standIn.secrets())
        assert.ok(!key.includes(secret), "the quota key holds a secret");
    },
  },
];
