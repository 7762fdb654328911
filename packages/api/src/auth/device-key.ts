import { isId, SolarmonError, type Catalog, type Id, type TenantScope } from "@solarmon/core";
import { scopeOf } from "@solarmon/core/authority";
import { verifyDeviceSecret } from "./device-secrets.ts";

/** What a device key may write. */
export interface DeviceRight {
  readonly scope: TenantScope;
  readonly plantId: Id;
  /** `null`: a gateway, may write every device of its plant. */
  readonly deviceId: Id | null;
}

const NOBODYS_HASH = "0".repeat(64);

/**
 * The right that an `X-API-Key: <credentialId>.<secret>` header gives.
 *
 * @throws `unauthenticated` missing, unknown, wrong or revoked, the same answer
 */
export async function deviceRight(catalog: Catalog, header: string | null): Promise<DeviceRight> {
  const [id, secret = ""] = (header ?? "").split(".", 2);
  const credential = isId(id) ? await catalog.findCredential(id) : undefined;
  const isRight = verifyDeviceSecret(secret, credential?.secretHash ?? NOBODYS_HASH);
  if (!credential || !isRight || credential.revokedAt !== null)
    throw new SolarmonError(
      "unauthenticated",
      "Send the device's key as `X-API-Key: <credential id>.<secret>`. It may be wrong or revoked.",
    );
  const { tenantId, plantId, deviceId } = credential;
  return { scope: scopeOf(tenantId), plantId, deviceId };
}
