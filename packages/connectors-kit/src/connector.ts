import type { DeviceKind, Instant, Span } from "@solarmon/core";
import type { ConnectorDescription } from "./connector-description.ts";
import type { DecodedReading, DecodeProblem, VendorDecoder } from "./decoder.ts";
import type { ConnectorError } from "./http/connector-error.ts";
import type { LinkHost } from "./link-host.ts";

/** Values of a connector's settings, by name. Secret ones are among them: never log or store the whole. */
export type LinkSettings = Readonly<Record<string, string>>;

/** A vendor whose plants can be read. Set-up, fetch, decode, map: four words, the same in each connector. */
export interface Connector {
  readonly decoder: VendorDecoder;
  describe(): ConnectorDescription;
  /**
   * What the vendor counts calls by, e.g. a key or an application: links that share it share one ledger. Not the secret
   * itself: a name that may be stored.
   */
  quotaKeyOf(settings: LinkSettings): string;
  /** Opens a link; nothing is sent yet. @throws `invalid_argument` a setting is missing or unusable; says which */
  open(settings: LinkSettings, host: LinkHost): VendorLink;
  /** Where an owner lets an app in on the vendor's page. */
  readonly consent?: OwnerConsent;
}

/** A page on which an owner agrees, and what comes of it (OAuth 2, "authorization code"). */
export interface OwnerConsent {
  /** The page, for a browser. @throws `invalid_argument` a setting that it needs is missing */
  url(settings: LinkSettings): string;
  /** Setting that takes the address at which the browser ends, or the code in it; see `consentCode`. Works once. */
  readonly setting: string;
}

/** One credential at a vendor, with the sites it may see. Sends each call once: whoever schedules decides about retries. */
export interface VendorLink extends AsyncDisposable {
  /** Sites with their devices, and what each can and cannot tell. @throws {@link ConnectorError} */
  discover(call?: LinkCall): Promise<readonly DiscoveredSite[]>;
  /**
   * Newest values of the sites, in as few calls as the vendor allows. What failed for one site or device comes as a
   * page with its `error`, and hides no other.
   *
   * @throws {@link ConnectorError} what concerns the whole link: `auth`, `rate`, no connection
   */
  poll(sites: readonly KnownSite[], call?: LinkCall): AsyncIterable<LinkPage>;
  /** Readings of the past, oldest first; absent where the vendor keeps none. */
  history?(site: KnownSite, span: Span, call?: LinkCall): AsyncIterable<LinkPage>;
}

/** Given to every call of a link. */
export interface LinkCall {
  /** Ends the call early with a `cancelled` error. */
  readonly signal?: AbortSignal;
}

/** Readings of one site, as one or a few calls gave them. */
export interface LinkPage {
  readonly siteKey: string;
  readonly readings: readonly DecodedReading[];
  readonly problems: readonly DecodeProblem[];
  /**
   * In a history: what is known now as far as the vendor knows it, also where it knows nothing. In a poll that asks for
   * more than the newest values: the same, so that it is no gap.
   */
  readonly covers?: Span;
  /** Why something of the site is missing. The readings beside it are good. */
  readonly error?: ConnectorError;
}

/** What a link needs to know of a site to ask for it; kept from the last discovery. Plain data. */
export interface KnownSite {
  /** The vendor's own key. */
  readonly key: string;
  /** IANA zone. */
  readonly timeZone: string;
  readonly devices: readonly KnownVendorDevice[];
}

/** A device as its link asks for it; kept from the last discovery. Plain data. */
export interface KnownVendorDevice {
  /** Same as `deviceId` of its readings. */
  readonly key: string;
  readonly kind: DeviceKind;
  /** What the vendor wants to hear when asked for it, e.g. an id and a type. */
  readonly address?: Readonly<Record<string, string>>;
}

/** A site as the vendor describes it. What the vendor does not tell is left out, or `null` where a person must. */
export interface DiscoveredSite {
  readonly key: string;
  readonly name: string;
  /** IANA zone; `null` when the vendor does not say, and a person must. */
  readonly timeZone: string | null;
  readonly devices: readonly DiscoveredDevice[];
  readonly capabilities: readonly Capability[];
  readonly dcKwp?: number;
  readonly latitudeDeg?: number;
  readonly longitudeDeg?: number;
  /** Since when the vendor has data. */
  readonly since?: Instant;
}

/** A device as the vendor describes it. */
export interface DiscoveredDevice extends KnownVendorDevice {
  readonly name: string;
  readonly model?: string;
  readonly firmware?: string;
  readonly ratedPowerW?: number;
}

/** Whether a site can tell something, and if not, why. */
export interface Capability {
  /** e.g. `acPower`, `history`, `battery`, `grid`. */
  readonly name: string;
  readonly isAvailable: boolean;
  /** Given when it is not. */
  readonly reason?:
    | "not_fitted"
    | "not_permitted"
    | "plan_too_low"
    | "firmware"
    | "vendor_has_none";
  /** For people: what to do. */
  readonly detail?: string;
}
