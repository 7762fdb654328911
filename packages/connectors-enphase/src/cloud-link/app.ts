import { consentCode, type LinkSettings } from "@solarmon/connectors-kit";
import { SolarmonError } from "@solarmon/core";

/** An app at Enphase's developer portal, and the consent of an owner. */
export interface CloudApp {
  readonly address: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly apiKey: string;
  /** From the consent, one of both: a refresh token, or the code that gives the first. Newer tokens that are kept count. */
  readonly refreshToken: string;
  readonly code: string;
}

export const CLOUD_ADDRESS = "https://api.enphaseenergy.com";
/** Enphase's own, which shows the code. */
export const REDIRECT_URL = "https://api.enphaseenergy.com/oauth/redirect_uri";

/** @throws `invalid_argument` a setting is missing; says which, and where to find it */
export function appIn(settings: LinkSettings): CloudApp {
  return {
    address: addressIn(settings),
    clientId: clientIdIn(settings),
    clientSecret: required(settings, "clientSecret", "stands on the app's page in the portal"),
    apiKey: required(settings, "apiKey", "stands on the app's page in the portal"),
    ...consentIn(settings),
  };
}

function consentIn({ code = "", refreshToken = "" }: LinkSettings) {
  const consent = { code: consentCode(code), refreshToken: refreshToken.trim() };
  if (consent.code !== "" || consent.refreshToken !== "") return consent;
  throw new SolarmonError(
    "invalid_argument",
    "code is missing: it stands in the address that the owner's browser ends at after the consent",
  );
}

/** Where an owner lets the app in. */
export function consentUrl(settings: LinkSettings): string {
  const query = new URLSearchParams({
    response_type: "code",
    client_id: clientIdIn(settings),
    redirect_uri: REDIRECT_URL,
  });
  return `${addressIn(settings)}/oauth/authorize?${query.toString()}`;
}

export function clientIdIn(settings: LinkSettings): string {
  return required(settings, "clientId", "stands on the app's page in the portal");
}

function required(settings: LinkSettings, name: string, where: string): string {
  const text = settings[name]?.trim() ?? "";
  if (text !== "") return text;
  throw new SolarmonError("invalid_argument", `${name} is missing: it ${where}`);
}

function addressIn({ address = "" }: LinkSettings): string {
  const text = address.trim() === "" ? CLOUD_ADDRESS : address.trim();
  if (URL.canParse(text) && /^https?:/u.test(text)) return new URL(text).origin;
  throw new SolarmonError("invalid_argument", `address: give one such as ${CLOUD_ADDRESS}`);
}
