import type { TenantScope } from "../authority.ts";
import type { Role } from "../domain.ts";
import type { Id } from "../ids.ts";
import type { Instant } from "../time.ts";

/** Who is asking, proven. */
export interface Principal {
  readonly scope: TenantScope;
  readonly userId: Id;
  readonly role: Role;
  /** Lower case; `null` where the issuer does not say. */
  readonly email: string | null;
  /** The right ends here, and with it every subscription that rests on it. */
  readonly expiresAt: Instant;
}

/** Turns a bearer token into a {@link Principal}. Local issuer, any OIDC provider, Cognito. */
export interface TokenVerifier {
  /** @throws `unauthenticated` when the token is not ours, was changed, or is over */
  verify(token: string): Promise<Principal>;
}
