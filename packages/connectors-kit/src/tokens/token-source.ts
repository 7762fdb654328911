import { type Clock, type Instant, MINUTE_MS } from "@solarmon/core";
import { ConnectorError } from "../http/connector-error.ts";
import type { Redactor } from "../record/redactor.ts";
import type { TokenSet, TokenStore } from "./token-store.ts";

/** What {@link createTokenSource} needs. */
export interface TokenSourceOptions {
  readonly vendor: string;
  readonly store: TokenStore;
  readonly clock: Clock;
  /** Learns every token, so that none shows in errors. */
  readonly redactor: Redactor;
  /**
   * Asks the vendor for new tokens. @throws {@link ConnectorError} of kind `auth` when only a person can log in again
   */
  readonly refresh: (tokens: TokenSet) => Promise<TokenSet>;
  /** Refreshes so long before the end [ms]. Default one minute. */
  readonly earlyMs?: number;
}

/** Access tokens of one credential, refreshed by one caller at a time. */
export interface TokenSource {
  /**
   * A token that is valid as far as is known.
   *
   * @throws {@link ConnectorError} `auth` when a person must log in; said without asking the vendor again
   */
  get(): Promise<string>;
  /** Runs `call` with a token; when the vendor refuses it, once more with a new one. */
  use<Result>(call: (accessToken: string) => Promise<Result>): Promise<Result>;
  /** After a person logged in. */
  signIn(tokens: TokenSet): Promise<void>;
  readonly needsLogin: boolean;
}

const NEVER = Number.POSITIVE_INFINITY;

/** Tokens of one credential; nothing is asked before the first use. Most log-ins are a {@link createLogIn}. */
export function createTokenSource(options: TokenSourceOptions): TokenSource {
  return new SingleFlightTokens(options);
}

class SingleFlightTokens implements TokenSource {
  readonly #options: TokenSourceOptions;
  #tokens: TokenSet | undefined;
  /** Issued by the vendor, but not kept safe yet: must not be used, and must not be lost. */
  #unsaved: TokenSet | undefined;
  /** The vendor refused this one, whatever its end says. */
  #refused: string | undefined;
  #flight: Promise<TokenSet> | undefined;
  #needsLogin = false;
  /** The tokens with which the vendor said that only a person can log in. */
  #dead: string | undefined;

  constructor(options: TokenSourceOptions) {
    this.#options = options;
  }

  get needsLogin(): boolean {
    return this.#needsLogin;
  }

  async get(): Promise<string> {
    const tokens = this.#tokens;
    if (tokens && !this.#unsaved && this.#isValid(tokens)) return tokens.accessToken;
    this.#flight ??= this.#renew().finally(() => (this.#flight = undefined));
    return (await this.#flight).accessToken;
  }

  async use<Result>(call: (accessToken: string) => Promise<Result>): Promise<Result> {
    const accessToken = await this.get();
    try {
      return await call(accessToken);
    } catch (error) {
      if (!isAuthError(error)) throw error;
      this.#refuse(accessToken);
    }
    return await this.#useFresh(call);
  }

  async #useFresh<Result>(call: (accessToken: string) => Promise<Result>): Promise<Result> {
    const accessToken = await this.get();
    try {
      return await call(accessToken);
    } catch (error) {
      if (!isAuthError(error)) throw error;
      // Refused although it is new: asking again and again would lock the account.
      if (this.#refuse(accessToken)) this.#giveUp(accessToken);
      throw error;
    }
  }

  /** Others may have renewed the tokens since; then there is nothing to refuse. */
  #refuse(accessToken: string): boolean {
    if (this.#tokens?.accessToken !== accessToken) return false;
    this.#refused = accessToken;
    return true;
  }

  async signIn(tokens: TokenSet): Promise<void> {
    await this.#flight?.catch(() => undefined);
    this.#needsLogin = false;
    this.#refused = undefined;
    await this.#keep(tokens);
  }

  async #renew(): Promise<TokenSet> {
    if (this.#unsaved) return await this.#keep(this.#unsaved);
    const stored = await this.#load();
    // Whoever logged in or refreshed in another process ends the wait.
    if (stored.accessToken !== this.#dead) this.#needsLogin = false;
    if (this.#needsLogin) throw this.#loginError();
    if (this.#isValid(stored)) return (this.#tokens = stored);
    return await this.#keep(await this.#refresh(stored));
  }

  /** The store knows better than memory: another process may have refreshed meanwhile. */
  async #load(): Promise<TokenSet> {
    const stored = await this.#options.store.load();
    if (!stored) throw this.#loginError();
    this.#learn(stored);
    return stored;
  }

  async #refresh(stored: TokenSet): Promise<TokenSet> {
    try {
      return await this.#options.refresh(stored);
    } catch (error) {
      if (!isAuthError(error)) throw error;
      const newer = await this.#load();
      if (newer.accessToken !== stored.accessToken) return newer;
      this.#giveUp(stored.accessToken);
      throw error;
    }
  }

  #giveUp(accessToken: string): void {
    this.#dead = accessToken;
    this.#needsLogin = true;
  }

  /** Safe before use: a refresh token that rotated and was lost locks the owner out. */
  async #keep(tokens: TokenSet): Promise<TokenSet> {
    this.#learn(tokens);
    this.#unsaved = tokens;
    await this.#options.store.save(tokens);
    this.#unsaved = undefined;
    return (this.#tokens = tokens);
  }

  #learn({ accessToken, refreshToken }: TokenSet): void {
    this.#options.redactor.add(accessToken);
    if (refreshToken !== undefined) this.#options.redactor.add(refreshToken);
  }

  #isValid({ accessToken, expiresAt }: TokenSet): boolean {
    const { clock, earlyMs = MINUTE_MS } = this.#options;
    const end: Instant = expiresAt ?? NEVER;
    return accessToken !== this.#refused && clock.now() < end - earlyMs;
  }

  #loginError(): ConnectorError {
    return new ConnectorError("auth", this.#options.vendor, "the owner must log in again");
  }
}

function isAuthError(error: unknown): boolean {
  return ConnectorError.isConnectorError(error) && error.kind === "auth";
}
