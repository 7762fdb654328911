import type { LinkSettings } from "@solarmon/connectors-kit";
import { SolarmonError } from "@solarmon/core";

/** What a person told of a gateway, checked. */
export interface GatewaySettings {
  /** To be tried in this order, e.g. `https://192.168.1.40`. */
  readonly addresses: readonly string[];
  /** Pasted by hand. */
  readonly token: string | undefined;
  /** Of the owner's account at Enlighten, to renew tokens. */
  readonly account: EnlightenAccount | undefined;
  /** Of gateways older than firmware 7, where it is not the serial number's last digits. */
  readonly localPassword: string | undefined;
  readonly readsEachInverter: boolean;
  /** SHA-256 fingerprint of the certificate: 64 hexadecimal digits in lower case. */
  readonly certificate: string | undefined;
}

export interface EnlightenAccount {
  readonly email: string;
  readonly password: string;
  readonly enlightenAddress: string;
  readonly entrezAddress: string;
}

export const ENLIGHTEN_ADDRESS = "https://enlighten.enphaseenergy.com";
export const ENTREZ_ADDRESS = "https://entrez.enphaseenergy.com";

/** @throws `invalid_argument` a setting is missing or unusable; says which */
export function gatewaySettingsIn(settings: LinkSettings): GatewaySettings {
  return {
    addresses: addressesIn(settings),
    token: textIn(settings, "token"),
    account: accountIn(settings),
    localPassword: textIn(settings, "localPassword"),
    readsEachInverter: readsEachIn(settings),
    certificate: certificateIn(settings),
  };
}

/** Firmware 7 and later has HTTPS, earlier has none: a bare host is tried with both. */
export function addressesIn(settings: LinkSettings): readonly string[] {
  const text = textIn(settings, "address") ?? "";
  const tried = /^https?:\/\//u.test(text) ? [text] : [`https://${text}`, `http://${text}`];
  if (text !== "" && tried.every((url) => URL.canParse(url)))
    return tried.map((url) => new URL(url).origin);
  throw invalid("address: give the gateway's address in the local network, e.g. 192.168.1.40");
}

function accountIn(settings: LinkSettings): EnlightenAccount | undefined {
  const [email, password] = [textIn(settings, "email"), textIn(settings, "password")];
  if (email === undefined && password === undefined) return undefined;
  if (email === undefined || password === undefined)
    throw invalid(`${email === undefined ? "email" : "password"} is missing: both, or a token`);
  const enlightenAddress = originIn(settings, "enlightenAddress") ?? ENLIGHTEN_ADDRESS;
  const entrezAddress = originIn(settings, "entrezAddress") ?? ENTREZ_ADDRESS;
  return { email, password, enlightenAddress, entrezAddress };
}

function originIn(settings: LinkSettings, name: string): string | undefined {
  const text = textIn(settings, name);
  if (text === undefined) return undefined;
  if (/^https?:\/\//u.test(text) && URL.canParse(text)) return new URL(text).origin;
  throw invalid(`${name}: give an address such as ${ENLIGHTEN_ADDRESS}`);
}

function readsEachIn(settings: LinkSettings): boolean {
  const text = textIn(settings, "inverters") ?? "together";
  if (text === "together" || text === "each") return text === "each";
  throw invalid("inverters: give together or each");
}

function certificateIn(settings: LinkSettings): string | undefined {
  const text = textIn(settings, "certificate")?.replaceAll(":", "").toLowerCase();
  if (text === undefined || /^[0-9a-f]{64}$/u.test(text)) return text;
  throw invalid("certificate: give the SHA-256 fingerprint, 32 bytes in hexadecimal digits");
}

function textIn(settings: LinkSettings, name: string): string | undefined {
  const text = settings[name]?.trim() ?? "";
  return text === "" ? undefined : text;
}

function invalid(message: string): SolarmonError {
  return new SolarmonError("invalid_argument", message);
}
