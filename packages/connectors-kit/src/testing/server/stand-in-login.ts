import { randomUUID } from "node:crypto";
import type { Clock, Instant } from "@solarmon/core";

export interface StandInTokens {
  readonly accessToken: string;
  /** Works once. */
  readonly refreshToken: string;
  /** Until the access token ends [s]. */
  readonly expiresInS: number;
}

/** Tokens as a vendor issues them: access tokens end, refresh tokens work once. */
export class StandInLogin {
  readonly #clock: Clock;
  readonly #accessMs: number;
  readonly #ends = new Map<string, Instant>();
  readonly #refreshTokens = new Set<string>();
  readonly #codes = new Set<string>();
  readonly #issued: string[] = [];

  constructor(clock: Clock, accessMs: number) {
    this.#clock = clock;
    this.#accessMs = accessMs;
  }

  /** New tokens, as for somebody who just proved who he is. */
  issue(): StandInTokens {
    const [accessToken, refreshToken] = [`access-${randomUUID()}`, `refresh-${randomUUID()}`];
    this.#ends.set(accessToken, this.#clock.now() + this.#accessMs);
    this.#refreshTokens.add(refreshToken);
    this.#issued.push(accessToken, refreshToken);
    return { accessToken, refreshToken, expiresInS: this.#accessMs / 1_000 };
  }

  /** New tokens for a refresh token, which is used up; `undefined` when it is none, or was used. */
  refresh(refreshToken: string): StandInTokens | undefined {
    return this.#refreshTokens.delete(refreshToken) ? this.issue() : undefined;
  }

  /** An owner agrees. @returns a code that gives tokens once */
  consent(): string {
    const code = `code-${randomUUID()}`;
    this.#codes.add(code);
    this.#issued.push(code);
    return code;
  }

  /** Tokens for a code, which is used up; `undefined` when it is none, or was used. */
  redeem(code: string): StandInTokens | undefined {
    return this.#codes.delete(code) ? this.issue() : undefined;
  }

  accepts(accessToken: string): boolean {
    return this.#clock.now() < (this.#ends.get(accessToken) ?? 0);
  }

  revoke(): void {
    this.#ends.clear();
    this.#refreshTokens.clear();
    this.#codes.clear();
  }

  secrets(): readonly string[] {
    return this.#issued;
  }
}
