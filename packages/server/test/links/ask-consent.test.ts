import { PassThrough } from "node:stream";
import type { Connector, LinkSettings } from "@solarmon/connectors-kit";
import { expect, test } from "vitest";
import { askConsent } from "../../src/links/ask-consent.ts";
import { acmeConnector } from "../support/acme.ts";

const PAGE = "https://acme.example/authorize?client_id=ann";

function connectorWithConsent(): Connector {
  const acme = acmeConnector(() => "");
  const oneTime = { isSecret: true, isRequired: false, isOneTime: true };
  const settings = [
    { name: "code", text: "code of the consent", ...oneTime },
    { name: "refreshToken", text: "instead", ...oneTime },
  ];
  return {
    ...acme,
    describe: () => ({ ...acme.describe(), settings }),
    consent: { url: () => PAGE, setting: "code" },
  };
}

const ask = (connector: Connector, settings: LinkSettings) => askConsent(connector, settings, null);

test("a person is sent to the vendor's page and gives what came of it, unseen", async () => {
  const [input, output] = [new PassThrough(), new PassThrough()];
  const asking = askConsent(connectorWithConsent(), {}, { input, output });
  let shown = "";
  output.setEncoding("utf8").on("data", (part: string) => {
    shown += part;
    if (shown.endsWith("(code): ")) input.write("https://back.example/?code=s3cret\n");
  });
  await expect(asking).resolves.toEqual({ code: "https://back.example/?code=s3cret" });
  expect(shown).toContain(PAGE);
  expect(shown).not.toContain("s3cret");
});

test("without a person the page and the flag are told", async () => {
  const asking = ask(connectorWithConsent(), {});
  await expect(asking).rejects.toMatchObject({
    code: "invalid_argument",
    message: expect.stringMatching(/acme\.example\/authorize.*--set-from-env code=/u),
  });
});

test("nobody is asked who gave a token, or whose vendor wants no consent", async () => {
  await expect(ask(connectorWithConsent(), { refreshToken: "r" })).resolves.toEqual({});
  await expect(
    ask(
      acmeConnector(() => ""),
      {},
    ),
  ).resolves.toEqual({});
});
