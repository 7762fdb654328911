import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";
import type { SettingRule } from "@solarmon/connectors-kit";

/** Where a person is asked. */
export interface Terminal {
  readonly input: NodeJS.ReadableStream;
  /** Beside the answers, which may be piped. */
  readonly output: NodeJS.WritableStream;
}

/** Asks for one setting; what is typed for a secret one is not shown. */
export async function askSetting(rule: SettingRule, { input, output }: Terminal): Promise<string> {
  const { text, name, example, isSecret, isRequired } = rule;
  const hint = example === undefined ? "" : `, e.g. ${example}`;
  output.write(`${text} (${name}${hint}${isRequired ? "" : ", may be left empty"}): `);
  const shown = isSecret ? new Writable({ write: (_chunk, _encoding, done) => done() }) : output;
  using asked = createInterface({ input, output: shown, terminal: true });
  const answer = await asked.question("");
  if (isSecret) output.write("\n");
  return answer.trim();
}
