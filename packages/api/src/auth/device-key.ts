import { SolarmonError, type DeviceCredential } from "@solarmon/core";
import type { DeviceAuthenticator } from "@solarmon/ingest";

/**
 * The credential of an `X-API-Key: <credentialId>.<secret>` header.
 *
 * @throws `unauthenticated` missing, unknown, wrong or revoked, the same answer
 */
export async function deviceCredential(
  devices: DeviceAuthenticator,
  header: string | null,
): Promise<DeviceCredential> {
  const [id = "", secret = ""] = (header ?? "").split(".", 2);
  const credential = await devices.authenticate(id, secret);
  if (!credential)
    throw new SolarmonError(
      "unauthenticated",
      "Send the device's key as `X-API-Key: <credential id>.<secret>`. It may be wrong or revoked.",
    );
  return credential;
}
