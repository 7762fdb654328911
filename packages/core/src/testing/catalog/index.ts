import type { Catalog } from "../../ports/catalog.ts";
import type { Law, SuiteOptions } from "../law.ts";
import { registerLaws } from "../register.ts";
import { accessLaws } from "./access-laws.ts";
import { plantLaws } from "./plant-laws.ts";

/** What holds for every {@link Catalog}. */
export const catalogLaws: readonly Law<Catalog>[] = [...plantLaws, ...accessLaws];

/** Registers the conformance suite of {@link Catalog} with vitest. */
export function testCatalog(name: string, options: SuiteOptions<Catalog>): void {
  registerLaws(name, catalogLaws, options);
}
