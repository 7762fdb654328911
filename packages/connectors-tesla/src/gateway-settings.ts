import type { LinkSettings } from "@solarmon/connectors-kit";
import { SolarmonError } from "@solarmon/core";

/** The gateway that is asked, and who asks. */
export interface GatewaySettings {
  /** e.g. `https://192.168.91.1`. */
  readonly address: string;
  readonly password: string;
  readonly email: string;
  /** SHA-256 fingerprint of its certificate: 64 hexadecimal digits in lower case. */
  readonly certificate: string | undefined;
}

/** @throws `invalid_argument` says which setting is not to be used, and what may be given */
export function readSettings(settings: LinkSettings): GatewaySettings {
  const password = settings["password"]?.trim() ?? "";
  if (password === "")
    throw invalid("password: give the last 5 characters of the gateway's password, from its label");
  return {
    address: addressIn(settings),
    password,
    email: settings["email"]?.trim() ?? "",
    certificate: certificateIn(settings),
  };
}

function addressIn({ address = "" }: LinkSettings): string {
  const text = address.trim();
  const url = /^https?:\/\//u.test(text) ? text : `https://${text}`;
  if (text !== "" && URL.canParse(url)) return new URL(url).origin;
  throw invalid("address: give the gateway's address in the local network, e.g. 192.168.1.50");
}

function certificateIn({ certificate = "" }: LinkSettings): string | undefined {
  const text = certificate.trim().replaceAll(":", "").toLowerCase();
  if (text === "") return undefined;
  if (/^[0-9a-f]{64}$/u.test(text)) return text;
  throw invalid("certificate: give the SHA-256 fingerprint, 32 bytes in hexadecimal digits");
}

function invalid(message: string): SolarmonError {
  return new SolarmonError("invalid_argument", message);
}
