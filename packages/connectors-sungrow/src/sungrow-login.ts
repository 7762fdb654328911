import {
  type Classify,
  ConnectorError,
  createLogIn,
  type JsonObject,
  type LinkHost,
  objectOf,
  parseJsonBytes,
  ProblemList,
  readNumber,
  textOf,
  type TokenSet,
  type TokenSource,
  type VendorHttp,
} from "@solarmon/connectors-kit";
import { type Clock, HOUR_MS, SECOND_MS } from "@solarmon/core";
import { VENDOR } from "./definition.ts";
import { classifySungrow } from "./errors.ts";
import type { AccountLogin, SungrowSettings } from "./settings.ts";

const ACCESS_MS = HOUR_MS;

/** Tokens by user and password, or by what an owner allowed. Refresh tokens rotate. */
export function sungrowTokens(settings: SungrowSettings, host: LinkHost): TokenSource {
  const { login } = settings;
  const isAccount = login.kind === "account";
  return createLogIn({
    vendor: VENDOR.name,
    host,
    secrets: [],
    classify: isAccount ? classifySungrow : classifyTokens,
    logIn: async ({ refreshToken }, send) =>
      login.kind === "account"
        ? await logIn(settings, login, send)
        : await askTokens(settings, refreshToken, login, host.clock, send),
  });
}

async function logIn(
  settings: SungrowSettings,
  { user, password }: AccountLogin,
  send: VendorHttp["send"],
): Promise<TokenSet> {
  const body = { user_account: user, user_password: password, login_type: "1" };
  const reply = await post("/openapi/login", body, settings, send);
  // How long it holds is not told.
  return { accessToken: tokenIn(reply, "token", "/openapi/login"), expiresAt: null };
}

async function askTokens(
  settings: SungrowSettings,
  refreshToken: string | undefined,
  { code, redirectUrl }: { readonly code: string; readonly redirectUrl: string },
  clock: Clock,
  send: VendorHttp["send"],
): Promise<TokenSet> {
  const [path, body] =
    refreshToken === undefined
      ? (["token", { grant_type: "authorization_code", code, redirect_uri: redirectUrl }] as const)
      : (["refreshToken", { refresh_token: refreshToken }] as const);
  const whole = `/openapi/apiManage/${path}`;
  const reply = await post(whole, body, settings, send);
  const renewed = textOf(reply["refresh_token"]) ?? refreshToken;
  const seconds = readNumber(reply["expires_in"]);
  const lifeMs = typeof seconds === "number" ? seconds * SECOND_MS : ACCESS_MS;
  return {
    accessToken: tokenIn(reply, "access_token", whole),
    expiresAt: clock.now() + lifeMs,
    ...(renewed !== undefined && { refreshToken: renewed }),
  };
}

/** Refusals of tokens carry `error`, in an envelope or without one. */
const classifyTokens: Classify = (reply) => {
  const body = objectOf(parseJsonBytes(reply.body, new ProblemList()));
  if (reply.status < 300 && textOf(body?.["access_token"]) !== undefined) return null;
  if (reply.status < 500 && textOf(body?.["error"]) !== undefined)
    return {
      kind: "auth",
      detail: "the code was used or is too old: the owner must allow it again",
    };
  return classifySungrow(reply);
};

/** @returns `result_data`, or the body where there is none */
async function post(
  path: string,
  parameters: JsonObject,
  { address, appkey, secretKey }: SungrowSettings,
  send: VendorHttp["send"],
): Promise<JsonObject> {
  const { body } = await send({
    url: `${address}${path}`,
    method: "POST",
    headers: headersOf(secretKey),
    body: JSON.stringify({ ...parameters, appkey, lang: VENDOR.common.lang }),
  });
  const reply = objectOf(parseJsonBytes(body, new ProblemList())) ?? {};
  return objectOf(reply["result_data"]) ?? reply;
}

export function headersOf(secretKey: string): Readonly<Record<string, string>> {
  return {
    "content-type": "application/json",
    "x-access-key": secretKey,
    sys_code: VENDOR.common.sysCode,
  };
}

function tokenIn(reply: JsonObject, field: string, path: string): string {
  const token = textOf(reply[field]);
  if (token !== undefined) return token;
  throw new ConnectorError("protocol", VENDOR.name, `POST ${path} answered no ${field}`);
}
