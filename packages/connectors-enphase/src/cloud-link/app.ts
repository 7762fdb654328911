import type { LinkSettings } from "@solarmon/connectors-kit";
import { SolarmonError } from "@solarmon/core";

/** An app at Enphase's developer portal, and the consent of an owner. */
export interface CloudApp {
  readonly address: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly apiKey: string;
  /** From the consent; it counts until newer tokens are kept. */
  readonly refreshToken: string;
}

export const CLOUD_ADDRESS = "https://api.enphaseenergy.com";

/** @throws `invalid_argument` a setting is missing; says which, and where to find it */
export function appIn(settings: LinkSettings): CloudApp {
  return {
    address: addressIn(settings),
    clientId: clientIdIn(settings),
    clientSecret: required(settings, "clientSecret", "stands on the app's page in the portal"),
    apiKey: required(settings, "apiKey", "stands on the app's page in the portal"),
    refreshToken: required(settings, "refreshToken", "comes with the owner's consent"),
  };
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
