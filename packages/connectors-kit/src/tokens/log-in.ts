import type { Classify } from "../http/classify.ts";
import { createLogInHttp } from "../http/create-log-in-http.ts";
import type { VendorHttp } from "../http/vendor-http.ts";
import type { LinkHost } from "../link-host.ts";
import { createTokenSource, type TokenSource } from "./token-source.ts";
import type { TokenSet } from "./token-store.ts";

/** What {@link createLogIn} needs. */
export interface LogInOptions {
  /** Named in errors. */
  readonly vendor: string;
  readonly host: LinkHost;
  /** Of the settings: none may show anywhere. Empty ones and those that were not given are none. */
  readonly secrets: readonly (string | undefined)[];
  /** What counts until tokens are kept, e.g. a refresh token of the settings. Default: nothing. */
  readonly first?: TokenSet;
  /** What a reply to the log-in means, where its status does not say. */
  readonly classify?: Classify;
  /**
   * Gets tokens from the vendor. Calls made by `send` are not counted, and their replies are shown to nobody: they are
   * made of secrets.
   *
   * @throws {@link ConnectorError} of kind `auth` when only a person can log in again
   */
  readonly logIn: (tokens: TokenSet, send: VendorHttp["send"]) => Promise<TokenSet>;
}

/** No session yet: as good as one that is over. */
const NONE: TokenSet = { accessToken: "", expiresAt: 0 };

/** Tokens of a link, kept in its host over restarts, and got by one log-in at a time. */
export function createLogIn({
  vendor,
  host,
  secrets,
  first = NONE,
  classify,
  logIn,
}: LogInOptions): TokenSource {
  const { clock, redactor, tokens } = host;
  for (const secret of secrets) if (secret) redactor.add(secret);
  const http = createLogInHttp(vendor, host, classify);
  const store = {
    load: async () => (await tokens.load()) ?? first,
    save: async (set: TokenSet) => await tokens.save(set),
  };
  const send: VendorHttp["send"] = async (request) => await http.send(request);
  const refresh = async (old: TokenSet): Promise<TokenSet> => await logIn(old, send);
  return createTokenSource({ vendor, store, clock, redactor, refresh });
}
