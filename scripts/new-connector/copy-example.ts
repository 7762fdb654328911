import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type ConnectorNames, renamed } from "./names.ts";

const SKIPPED = new Set(["node_modules", "package.json"]);

/** Copies the example into `target` in the words of the vendor. @returns paths of the files, from the root */
export async function copyExample(
  root: string,
  target: string,
  names: ConnectorNames,
): Promise<string[]> {
  const example = join(root, "examples/connector-acme");
  const paths: string[] = [];
  for (const path of await filesBelow(example)) {
    const copy = join(target, renamed(path, names));
    const text = await readFile(join(example, path), "utf8");
    await mkdir(dirname(join(root, copy)), { recursive: true });
    await writeFile(join(root, copy), renamed(text, names), { flag: "wx" });
    paths.push(copy);
  }
  return paths;
}

async function filesBelow(folder: string, path = ""): Promise<string[]> {
  const found: string[] = [];
  for (const entry of await readdir(join(folder, path), { withFileTypes: true })) {
    if (SKIPPED.has(entry.name)) continue;
    const inner = join(path, entry.name);
    found.push(...(entry.isDirectory() ? await filesBelow(folder, inner) : [inner]));
  }
  return found;
}
