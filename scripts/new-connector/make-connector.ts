import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { copyExample } from "./copy-example.ts";
import type { ConnectorNames } from "./names.ts";
import { registration } from "./registration.ts";
import { writeManifests } from "./write-manifests.ts";

/** Makes the package of a new connector in the checkout at `root`. @returns paths of the files, from there */
export async function makeConnector(root: string, names: ConnectorNames): Promise<string[]> {
  const target = `packages/connectors-${names.kebab}`;
  if (existsSync(join(root, target))) throw new Error(`${target} exists; choose another name`);
  const changed = await registration(root, names);
  const copied = await copyExample(root, target, names);
  const written = await writeManifests(root, target, names);
  for (const [path, text] of changed) await writeFile(join(root, path), text);
  return [...copied, ...written, ...changed.keys()];
}
