import { type Instant, type SecretStore, SolarmonError } from "@solarmon/core";

/** What a vendor issued at log-in. */
export interface TokenSet {
  readonly accessToken: string;
  /** For the next refresh; many vendors accept it once only. */
  readonly refreshToken?: string;
  /** `null` when the vendor does not say. */
  readonly expiresAt: Instant | null;
}

/** Where the tokens of one credential are kept. */
export interface TokenStore {
  load(): Promise<TokenSet | undefined>;
  /** Durable when it resolves. */
  save(tokens: TokenSet): Promise<void>;
}

/** Keeps tokens in a secret store, encrypted at rest. `name` is a path such as `links/{id}/tokens`. */
export function createSecretTokenStore(secrets: SecretStore, name: string): TokenStore {
  return {
    load: async () => {
      const text = await secrets.get(name);
      return text === undefined ? undefined : parseTokens(text, name);
    },
    save: async (tokens) => await secrets.put(name, JSON.stringify(tokens)),
  };
}

function parseTokens(text: string, name: string): TokenSet {
  const tokens = tryParse(text);
  if (isTokenSet(tokens)) return tokens;
  // No cause: a parse error quotes the text, which is a secret.
  throw new SolarmonError("storage_corrupt", `the secret ${name} holds no tokens; log in again`);
}

function tryParse(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
}

function isTokenSet(value: unknown): value is TokenSet {
  if (typeof value !== "object" || value === null || !("accessToken" in value)) return false;
  return typeof value.accessToken === "string" && "expiresAt" in value;
}
