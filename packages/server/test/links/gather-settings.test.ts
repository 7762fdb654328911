import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import { gatherSettings, type SettingFlags } from "../../src/links/gather-settings.ts";
import { acmeConnector } from "../support/acme.ts";

const CONNECTOR = acmeConnector(() => "");

function gather(flags: SettingFlags, input = new PassThrough(), environment = {}) {
  return gatherSettings(CONNECTOR, flags, { environment, input, terminal: null });
}

test("settings come from arguments, the environment and standard input", async () => {
  const flags = { set: ["account=a=b"], setFromEnv: ["password=PW"] };
  await expect(gather(flags, undefined, { PW: "s3cret" })).resolves.toEqual({
    account: "a=b",
    password: "s3cret",
  });
  const input = new PassThrough();
  input.end("s3cret\n");
  const fromStdin = gather({ setFromStdin: "password" }, input);
  await expect(fromStdin).resolves.toEqual({ password: "s3cret" });
});

test.for([
  [{ set: ["password=s3cret"] }, "password is a secret"],
  [{ set: ["pasword=x"] }, "there are: account, password"],
  [{ set: ["account"] }, "write it like name=value"],
  [{ setFromEnv: ["password=NOT_SET"] }, "NOT_SET is empty"],
] as const)("%j is refused", async ([flags, words]) => {
  const error: unknown = await gather(flags).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({
    code: "invalid_argument",
    message: expect.stringContaining(words),
  });
  expect(String(error)).not.toContain("s3cret");
});

test("on a terminal what is missing is asked for, and a secret is not shown", async () => {
  const [input, output] = [new PassThrough(), new PassThrough()];
  const terminal = { input, output };
  const gathering = gatherSettings(CONNECTOR, {}, { environment: {}, input, terminal });
  let shown = "";
  output.setEncoding("utf8").on("data", (part: string) => {
    shown += part;
    if (shown.endsWith("(account): ")) input.write("ann\n");
    if (shown.endsWith("(password): ")) input.write("s3cret\n");
  });
  await expect(gathering).resolves.toEqual({ account: "ann", password: "s3cret" });
  expect(shown).toContain("your account");
  expect(shown).toContain("ann");
  expect(shown).not.toContain("s3cret");
});
