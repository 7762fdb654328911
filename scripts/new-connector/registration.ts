import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { ConnectorNames } from "./names.ts";

/** What stands in a file, and what stands there when it also names the new package. */
interface Edit {
  readonly path: string;
  readonly find: string;
  readonly put: string;
}

/**
 * The files in which the workspace and the server list their packages, with the new one: paths from the root, and texts.
 *
 * @throws when a file has changed its form
 */
export async function registration(
  root: string,
  names: ConnectorNames,
): Promise<ReadonlyMap<string, string>> {
  const files = new Map<string, string>();
  for (const { path, find, put } of editsOf(names)) {
    const text = await readFile(join(root, path), "utf8");
    if (!text.includes(find)) throw new Error(`${path} has no ${JSON.stringify(find)} any more`);
    files.set(path, text.replace(find, put));
  }
  return files;
}

function editsOf({ kebab, camel }: ConnectorNames): Edit[] {
  const folder = `packages/connectors-${kebab}`;
  const loaded = `(await import("@solarmon/connectors-${kebab}"))`;
  const dependencies = '"dependencies": {\n';
  return [
    reference("tsconfig.json", folder),
    reference("tsconfig.tests.json", folder),
    reference("packages/server/tsconfig.json", `../connectors-${kebab}`),
    {
      path: "packages/server/package.json",
      find: dependencies,
      put: `${dependencies}    "@solarmon/connectors-${kebab}": "workspace:^",\n`,
    },
    {
      path: "packages/server/src/links/connectors.ts",
      find: "([\n",
      put: `([\n  ["${kebab}", async () => ${loaded}.${camel}Connector],\n`,
    },
  ];
}

function reference(path: string, folder: string): Edit {
  const find = '"references": [\n';
  return { path, find, put: `${find}    { "path": "${folder}" },\n` };
}
