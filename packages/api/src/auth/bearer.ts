import { SolarmonError, type Principal, type TokenVerifier } from "@solarmon/core";

const BEARER = /^Bearer +([\w.~+/=-]+)$/i;

/**
 * Who sent an `Authorization: Bearer …` header.
 *
 * @throws `unauthenticated` when it is missing or its token is not valid
 */
export async function bearerPrincipal(
  tokens: TokenVerifier,
  header: string | null,
): Promise<Principal> {
  const token = BEARER.exec(header ?? "")?.[1];
  if (!token)
    throw new SolarmonError(
      "unauthenticated",
      "Send `Authorization: Bearer <token>`; POST /api/v1/sessions gives a token.",
    );
  return tokens.verify(token);
}
