import { createHash, randomUUID } from "node:crypto";
import type { StandInReply, StandInRequest } from "@solarmon/connectors-kit/stand-in";
import { UNAUTHORIZED } from "./pages.ts";

const USER = "envoy";
const REALM = "enphaseenergy.com";
/** Old firmware asks for a log-in here, and at few other addresses. */
const GUARDED = "/api/v1/production/inverters";

/** HTTP Digest of firmware below 7: the password is the end of the serial number. */
export class DigestDesk {
  readonly #password: string;
  readonly #nonce: string = randomUUID().replaceAll("-", "");

  constructor(serial: string) {
    this.#password = serial.slice(-6);
  }

  get password(): string {
    return this.#password;
  }

  isWelcome({ path, headers }: StandInRequest): boolean {
    if (path !== GUARDED) return true;
    const header = headers["authorization"] ?? "";
    const field = (name: string): string =>
      new RegExp(`\\b${name}="?([^",]*)"?`, "u").exec(header)?.[1] ?? "";
    if (field("nonce") !== this.#nonce || field("username") !== USER) return false;
    const secret = md5(`${USER}:${REALM}:${this.#password}`);
    const asked = md5(`GET:${field("uri")}`);
    const parts = [secret, this.#nonce, field("nc"), field("cnonce"), field("qop"), asked];
    return field("uri") === path && field("response") === md5(parts.join(":"));
  }

  refuse(): StandInReply {
    const challenge = `Digest realm="${REALM}", nonce="${this.#nonce}", qop="auth"`;
    return { ...UNAUTHORIZED, headers: { ...UNAUTHORIZED.headers, "www-authenticate": challenge } };
  }
}

function md5(text: string): string {
  return createHash("md5").update(text).digest("hex");
}
