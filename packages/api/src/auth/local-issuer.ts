import {
  SolarmonError,
  type Catalog,
  type Clock,
  type Instant,
  type Principal,
  type SecretStore,
  type TokenVerifier,
  type User,
} from "@solarmon/core";
import { scopeOf } from "@solarmon/core/authority";
import type * as Jose from "jose";
import { randomBytes } from "node:crypto";

const KEY_NAME = "api/signing-key";
const ISSUER = "solarmon";
const AUDIENCE = "solarmon-api";
const ALGORITHM = "HS256";

/** A log-in: give `token` as `Authorization: Bearer …` until `expiresAt`. */
export interface Session {
  readonly token: string;
  readonly expiresAt: Instant;
}

export interface LocalIssuerOptions {
  readonly catalog: Catalog;
  readonly secrets: SecretStore;
  readonly clock: Clock;
  readonly sessionMs: number;
}

/** Issues and checks the bearer tokens of local users. The key is made at first use and kept in the secret store. */
export interface LocalIssuer extends TokenVerifier {
  issue(user: User): Promise<Session>;
}

interface Loaded {
  readonly key: Uint8Array;
  readonly jose: typeof Jose;
}

/** Of several processes at their first log-in all must sign with one key. */
async function signingKey(secrets: SecretStore): Promise<Uint8Array> {
  const kept = (await secrets.get(KEY_NAME)) ?? (await secrets.putIfAbsent(KEY_NAME, newKey()));
  return Buffer.from(kept, "base64url");
}

function newKey(): string {
  return randomBytes(32).toString("base64url");
}

function unauthenticated(cause?: unknown): SolarmonError {
  return new SolarmonError("unauthenticated", "The token is not valid, or it is over. Log in.", {
    cause,
  });
}

/** The local issuer of tokens. `jose` is loaded at first use: it is not needed to be ready. */
export function createLocalIssuer(options: LocalIssuerOptions): LocalIssuer {
  const { catalog, clock } = options;
  let loading: Promise<Loaded> | undefined;

  async function load(): Promise<Loaded> {
    loading ??= Promise.all([signingKey(options.secrets), import("jose")]).then(([key, jose]) => ({
      key,
      jose,
    }));
    try {
      return await loading;
    } catch (error) {
      loading = undefined; // the store may be back next time
      throw error;
    }
  }

  async function claims(token: string): Promise<{ sub: string; email: string; exp: number }> {
    const { key, jose } = await load();
    const now = new Date(clock.now());
    const verified = await jose
      .jwtVerify(token, key, {
        issuer: ISSUER,
        audience: AUDIENCE,
        algorithms: [ALGORITHM],
        currentDate: now,
        requiredClaims: ["sub", "exp"],
      })
      .catch((error: unknown) => {
        throw unauthenticated(error);
      });
    const { sub, exp, email } = verified.payload;
    if (!sub || !exp || typeof email !== "string") throw unauthenticated();
    return { sub, exp, email };
  }

  return {
    async issue(user) {
      const { key, jose } = await load();
      // Whole seconds: that is all a token can say.
      const expiresAt = Math.floor((clock.now() + options.sessionMs) / 1_000) * 1_000;
      const token = await new jose.SignJWT({ email: user.email })
        .setProtectedHeader({ alg: ALGORITHM })
        .setIssuer(ISSUER)
        .setAudience(AUDIENCE)
        .setSubject(user.id)
        .setIssuedAt(Math.floor(clock.now() / 1_000))
        .setExpirationTime(expiresAt / 1_000)
        .sign(key);
      return { token, expiresAt };
    },

    // The token proves who; tenant and role come from the catalogue, so that a change of rights takes effect at once.
    async verify(token): Promise<Principal> {
      const { sub, exp, email } = await claims(token);
      const user = await catalog.findUser(email);
      if (!user || user.id !== sub) throw unauthenticated();
      return {
        scope: scopeOf(user.tenantId),
        userId: user.id,
        role: user.role,
        email: user.email,
        expiresAt: exp * 1_000,
      };
    },
  };
}
