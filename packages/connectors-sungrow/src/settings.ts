import type { LinkSettings } from "@solarmon/connectors-kit";
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

/** @throws `invalid_argument` a setting is missing or unusable; says which */
export function settingsIn(settings: LinkSettings): SungrowSettings {
  return {
    address: addressIn(settings),
    appkey: requiredIn(settings, "appkey"),
    secretKey: requiredIn(settings, "secretKey"),
    login: loginIn(settings),
  };
}

export function appkeyIn(settings: LinkSettings): string {
  return requiredIn(settings, "appkey");
}

function loginIn(settings: LinkSettings): AccountLogin | OAuthLogin {
  const code = textIn(settings, "code");
  if (code !== undefined)
    return { kind: "oauth2", code, redirectUrl: requiredIn(settings, "redirectUrl") };
  if (textIn(settings, "user") === undefined)
    throw invalid("user: give user and password of the account, or code and redirectUrl");
  return {
    kind: "account",
    user: requiredIn(settings, "user"),
    password: requiredIn(settings, "password"),
  };
}

/** A region's name, or an address. */
function addressIn(settings: LinkSettings): string {
  const text = textIn(settings, "gateway") ?? "eu";
  const known = new Map<string, string>(Object.entries(VENDOR.gateways)).get(text.toLowerCase());
  if (known !== undefined) return known;
  if (/^https?:\/\//u.test(text) && URL.canParse(text)) return new URL(text).origin;
  const names = Object.keys(VENDOR.gateways).join(", ");
  throw invalid(`gateway: give ${names}, or an address that begins with https://`);
}

function requiredIn(settings: LinkSettings, name: string): string {
  const text = textIn(settings, name);
  if (text !== undefined) return text;
  throw invalid(`${name} is missing: see what solarmon connect sungrow asks for`);
}

function textIn(settings: LinkSettings, name: string): string | undefined {
  const text = settings[name]?.trim() ?? "";
  return text === "" ? undefined : text;
}

function invalid(message: string): SolarmonError {
  return new SolarmonError("invalid_argument", message);
}
