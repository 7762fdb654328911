import { SolarmonError } from "@solarmon/core";
import type { Database } from "../database/database.ts";
import { isolationFaults } from "./isolation-faults.ts";

/** @throws `forbidden` when a wall between tenants is missing: better no service than an open one */
export async function requireIsolation(database: Database): Promise<void> {
  const faults = await database.asOperator(isolationFaults);
  if (faults.length > 0)
    throw new SolarmonError(
      "forbidden",
      `tenants are not apart in this database: ${faults.join("; ")}. Undo what was changed by hand.`,
    );
}
