import { SolarmonError } from "./errors.ts";

/** A random (version 4) UUID in lower case: unguessable, and a native type of PostgreSQL. */
export type Id = string;

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));
const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** A new unguessable id (122 random bits). */
export function newId(): Id {
  return globalThis.crypto.randomUUID();
}

/** Whether `value` is spelled as an id: a lower-case UUID. */
export function isId(value: unknown): value is Id {
  return typeof value === "string" && ID.test(value);
}

/**
 * The id's 16 bytes.
 *
 * @throws {@link SolarmonError} `invalid_argument` when it is not a lower-case UUID
 */
export function idToBytes(id: Id): Uint8Array {
  if (!isId(id))
    throw new SolarmonError("invalid_argument", `not an id: ${String(id).slice(0, 60)}`);
  const hex = id.replaceAll("-", "");
  return Uint8Array.from({ length: 16 }, (_, index) =>
    Number.parseInt(hex.slice(index * 2, index * 2 + 2), 16),
  );
}

/**
 * The id of 16 bytes at `offset`.
 *
 * @throws {@link SolarmonError} `storage_corrupt` when there are fewer bytes
 */
export function idFromBytes(bytes: Uint8Array, offset = 0): Id {
  if (offset + 16 > bytes.length)
    throw new SolarmonError("storage_corrupt", "the bytes end within an id");
  let hex = "";
  for (let index = offset; index < offset + 16; index++) hex += HEX[bytes[index] ?? 0];
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
