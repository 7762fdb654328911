import { createHash, generateKeyPairSync, sign } from "node:crypto";

const ECDSA_SHA256 = "300a06082a8648ce3d040302";
const COMMON_NAME_OID = "0603550403";

export interface SelfSigned {
  /** PEM. */
  readonly key: string;
  readonly cert: string;
  /** SHA-256, as browsers show it. */
  readonly fingerprint: string;
}

/** A certificate as a gateway makes it for itself. Built by hand (RFC 5280, DER): no key lies in the repository. */
export function selfSigned(): SelfSigned {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const name = der(0x30, der(0x31, der(0x30, COMMON_NAME_OID + der(0x0c, text("envoy")))));
  const validity = der(0x30, der(0x17, text("200101000000Z")) + der(0x17, text("491231235959Z")));
  const publicInfo = publicKey.export({ type: "spki", format: "der" }).toString("hex");
  const serial = der(0x02, "01");
  const signed = der(0x30, serial + ECDSA_SHA256 + name + validity + name + publicInfo);
  const signature = sign("sha256", Buffer.from(signed, "hex"), privateKey).toString("hex");
  const bytes = Buffer.from(der(0x30, signed + ECDSA_SHA256 + der(0x03, `00${signature}`)), "hex");
  const lines = bytes.toString("base64").match(/.{1,64}/gu) ?? [];
  const digest = createHash("sha256").update(bytes).digest("hex").toUpperCase();
  return {
    key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    cert: ["-----BEGIN CERTIFICATE-----", ...lines, "-----END CERTIFICATE-----", ""].join("\n"),
    fingerprint: (digest.match(/../gu) ?? []).join(":"),
  };
}

function der(tag: number, content: string): string {
  const length = content.length / 2;
  const hex = length.toString(16).padStart(length > 0xff ? 4 : 2, "0");
  const prefix = length < 0x80 ? "" : (0x80 + hex.length / 2).toString(16);
  return tag.toString(16).padStart(2, "0") + prefix + hex + content;
}

function text(ascii: string): string {
  return Buffer.from(ascii).toString("hex");
}
