import { randomBytes } from "node:crypto";
import { hashPassword } from "@solarmon/api";
import { type Catalog, SolarmonError, type Tenant } from "@solarmon/core";
import { scopeOf } from "@solarmon/core/authority";

const PASSWORD_BYTES = 15;

/** Log-in of a new user. The password exists nowhere else. */
export interface NewLogIn {
  readonly email: string;
  readonly password: string;
}

/** @throws `conflict` when someone has that address · `invalid_argument` when it is none */
export async function checkEmail(catalog: Pick<Catalog, "findUser">, email: string): Promise<void> {
  if (!/^[^\s@]+@[^\s@]+$/.test(email))
    throw new SolarmonError("invalid_argument", `${JSON.stringify(email)} is no e-mail address`);
  if (await catalog.findUser(email.toLowerCase()))
    throw new SolarmonError("conflict", `someone has the e-mail address ${email}; use another`);
}

/**
 * Makes someone who owns the tenant, with a random password of 120 bits.
 *
 * @throws `conflict` when someone has that address · `invalid_argument` when it is none
 */
export async function addOwner(catalog: Catalog, tenant: Tenant, email: string): Promise<NewLogIn> {
  await checkEmail(catalog, email);
  const password = randomBytes(PASSWORD_BYTES).toString("base64url");
  const passwordHash = await hashPassword(password);
  const user = await catalog
    .forTenant(scopeOf(tenant.id))
    .addUser({ email: email.toLowerCase(), role: "owner", passwordHash });
  return { email: user.email, password };
}
