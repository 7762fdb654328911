import { consentCode, type LinkSettings, requireSetting } from "@solarmon/connectors-kit";
import { SolarmonError } from "@solarmon/core";
import { VENDOR } from "./definition.ts";

/** What a person told, checked. */
export interface SungrowSettings {
  readonly address: string;
  readonly appkey: string;
  readonly secretKey: string;
  readonly login: AccountLogin | OAuthLogin;
}

/** The account of whoever owns the plants. */
export interface AccountLogin {
  readonly kind: "account";
  readonly user: string;
  readonly password: string;
}

/** What the page gave on which the owner allowed the application to read. */
interface OAuthLogin {
  readonly kind: "oauth2";
  readonly code: string;
  readonly redirectUrl: string;
}

const OF_APPLICATION = "give it as the developer portal shows it with the application";
const LOGIN = "give user and password of the account, or code and redirectUrl";
const REDIRECT = "give the address to which the owner was sent back, without its code";

/** @throws `invalid_argument` a setting is missing or unusable; says which */
export function settingsIn(settings: LinkSettings): SungrowSettings {
  return {
    address: addressIn(settings),
    appkey: requireSetting(settings, "appkey", OF_APPLICATION),
    secretKey: requireSetting(settings, "secretKey", OF_APPLICATION),
    login: loginIn(settings),
  };
}

export function appkeyIn(settings: LinkSettings): string {
  return requireSetting(settings, "appkey", OF_APPLICATION);
}

function loginIn(settings: LinkSettings): AccountLogin | OAuthLogin {
  const code = consentCode(settings["code"] ?? "");
  if (code !== "")
    return { kind: "oauth2", code, redirectUrl: requireSetting(settings, "redirectUrl", REDIRECT) };
  return {
    kind: "account",
    user: requireSetting(settings, "user", LOGIN),
    password: requireSetting(settings, "password", LOGIN),
  };
}

/** A region's name, or an address. */
function addressIn(settings: LinkSettings): string {
  const text = textIn(settings, "gateway") ?? "eu";
  const known = new Map<string, string>(Object.entries(VENDOR.gateways)).get(text.toLowerCase());
  if (known !== undefined) return known;
  if (/^https?:\/\//u.test(text) && URL.canParse(text)) return new URL(text).origin;
  const names = Object.keys(VENDOR.gateways).join(", ");
  throw new SolarmonError(
    "invalid_argument",
    `gateway: give ${names}, or an address that begins with https://`,
  );
}

function textIn(settings: LinkSettings, name: string): string | undefined {
  const text = settings[name]?.trim() ?? "";
  return text === "" ? undefined : text;
}
