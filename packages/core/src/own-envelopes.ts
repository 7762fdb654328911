import type { TenantScope } from "./authority.ts";
import { SolarmonError } from "./errors.ts";
import type { Envelope } from "./reading.ts";

/**
 * Stores call this before they write: a fault in the code above must not mix tenants.
 *
 * @throws {@link SolarmonError} `invalid_argument` when an envelope belongs to another tenant than the scope
 */
export function requireOwnEnvelopes(scope: TenantScope, envelopes: readonly Envelope[]): void {
  if (envelopes.some((envelope) => envelope.tenantId !== scope.tenantId))
    throw new SolarmonError(
      "invalid_argument",
      `an envelope of another tenant was given for tenant ${scope.tenantId}; nothing was written`,
    );
}
