import type { Id } from "./ids.ts";
import { SolarmonError } from "./errors.ts";
import { isId } from "./ids.ts";

const MADE: unique symbol = Symbol("scope");

/**
 * The right to act for one tenant. Every tenant-bound read and write takes one, so an unscoped read does not
 * compile. Only code that has authenticated someone (or processes a record whose tenant was proven before) makes
 * one, through `@solarmon/core/authority`; a lint rule lists who may import that.
 */
export interface TenantScope {
  readonly "~scope": typeof MADE;
  readonly tenantId: Id;
}

/** A scope object for a tenant that the caller has proven. @throws `invalid_argument` for what is not an id */
export function scopeOf(tenantId: Id): TenantScope {
  if (!isId(tenantId))
    throw new SolarmonError("invalid_argument", "a tenant scope needs a tenant id");
  return { "~scope": MADE, tenantId };
}
