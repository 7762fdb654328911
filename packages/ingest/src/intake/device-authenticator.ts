import { createHash, timingSafeEqual } from "node:crypto";
import { type Catalog, type Clock, type DeviceCredential, type Id, isId } from "@solarmon/core";

const MAX_AGE_MS = 3_000;
const CACHED_MAX = 50_000;
const NO_HASH = "0".repeat(64);

/** SHA-256 of a device secret, hex: what {@link DeviceCredential.secretHash} holds. */
export function hashDeviceSecret(secret: string | Uint8Array): string {
  return createHash("sha256").update(secret).digest("hex");
}

/** Says whose credential it is. A revoked one is noticed within seconds. */
export interface DeviceAuthenticator {
  /** The credential, or `undefined` for an unknown or revoked id or a wrong secret: the same answer for all. */
  authenticate(id: string, secret: string | Uint8Array): Promise<DeviceCredential | undefined>;
  /** Whether a credential that was proven before still holds. Asks the catalogue. */
  isValid(id: Id): Promise<boolean>;
}

interface Cached {
  readonly credential: DeviceCredential | undefined;
  readonly loadedAt: number;
}

/** Log-in of devices, for all doors. Secrets have 256 random bits, so a plain fast hash is enough. */
export function createDeviceAuthenticator(options: {
  readonly catalog: Pick<Catalog, "findCredential">;
  readonly clock: Clock;
}): DeviceAuthenticator {
  const { catalog, clock } = options;
  const cache = new Map<Id, Cached>();

  async function find(id: string): Promise<DeviceCredential | undefined> {
    if (!isId(id)) return undefined;
    const now = clock.now();
    const held = cache.get(id);
    if (held && now - held.loadedAt < MAX_AGE_MS) return held.credential;
    const credential = await catalog.findCredential(id);
    if (cache.size >= CACHED_MAX) cache.clear();
    if (credential) cache.set(id, { credential, loadedAt: now });
    return credential;
  }

  return {
    async authenticate(id, secret) {
      const credential = await find(id);
      const isSame = timingSafeEqual(
        Buffer.from(hashDeviceSecret(secret)),
        Buffer.from(credential?.secretHash.padEnd(64).slice(0, 64) ?? NO_HASH),
      );
      return isSame && credential?.revokedAt === null ? credential : undefined;
    },
    async isValid(id) {
      cache.delete(id);
      return (await find(id))?.revokedAt === null;
    },
  };
}
