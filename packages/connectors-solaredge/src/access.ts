import { createHash } from "node:crypto";
import { consentCode, type LinkHost, type LinkSettings } from "@solarmon/connectors-kit";
import { SolarmonError } from "@solarmon/core";
import { siteTokens } from "./site-tokens.ts";
import { VENDOR } from "./vendor.ts";

/** How calls prove who asks. */
export interface Access {
  readonly address: string;
  /** The only site that it is for; all of the account when absent. */
  readonly siteId?: string;
  /** Runs a call with the headers that it needs. */
  use<Result>(
    call: (headers: Readonly<Record<string, string>>) => Promise<Result>,
  ): Promise<Result>;
}

/** A key of an account. @throws `invalid_argument` */
export function fleetAccess(settings: LinkSettings, host: LinkHost): Access {
  const apiKey = required(settings, "apiKey");
  const accountKey = settings["accountKey"] ?? "";
  for (const secret of [apiKey, accountKey]) if (secret !== "") host.redactor.add(secret);
  const headers = {
    "x-api-key": apiKey,
    ...(accountKey !== "" && { "x-account-key": accountKey }),
  };
  return { address: addressIn(settings), use: async (call) => await call(headers) };
}

/** Tokens that the owner of one site gave an app. @throws `invalid_argument` */
export function siteAccess(settings: LinkSettings, host: LinkHost): Access {
  const address = addressIn(settings);
  const app = {
    clientId: required(settings, "clientId"),
    clientSecret: required(settings, "clientSecret"),
    ...consentIn(settings),
  };
  const siteId = required(settings, "siteId");
  if (!/^\d+$/u.test(siteId))
    throw new SolarmonError("invalid_argument", "siteId: expected the site's number, e.g. 3066774");
  const tokens = siteTokens(app, address, host);
  return {
    address,
    siteId,
    use: async (call) =>
      await tokens.use(async (token) => await call({ authorization: `Bearer ${token}` })),
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

/** Where the owner of a site lets the app in, for as long as SolarEdge allows. */
export function consentUrl(settings: LinkSettings): string {
  const query = new URLSearchParams({
    response_type: "code",
    client_id: required(settings, "clientId"),
    redirect_uri: required(settings, "redirectUrl"),
    scope: "SITE_DATA DEVICE_DATA",
    access_duration: "24",
  });
  return `${settings["consentAddress"] ?? VENDOR.consentAddress}?${query.toString()}`;
}

/** A key is counted by what it is, without being told. */
export function fleetQuotaKey(settings: LinkSettings): string {
  const hash = createHash("sha256").update(required(settings, "apiKey")).digest("hex");
  return `${VENDOR.name}/key/${hash.slice(0, 16)}`;
}

/** An app is counted with all its sites. */
export function siteQuotaKey(settings: LinkSettings): string {
  return `${VENDOR.name}/app/${required(settings, "clientId")}`;
}

function required(settings: LinkSettings, name: string): string {
  const value = settings[name]?.trim() ?? "";
  if (value !== "") return value;
  throw new SolarmonError("invalid_argument", `${name} is missing: SolarEdge cannot be asked`);
}

function addressIn({ address = VENDOR.address }: LinkSettings): string {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url?.protocol.startsWith("http") !== true)
    throw new SolarmonError("invalid_argument", `address: expected one like ${VENDOR.address}`);
  return url.href.replace(/\/+$/u, "");
}
