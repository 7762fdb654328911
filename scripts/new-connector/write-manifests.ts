import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { ConnectorNames } from "./names.ts";

interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

/** What makes the copy a package of the workspace that is published. @returns paths of the files, from the root */
export async function writeManifests(
  root: string,
  target: string,
  names: ConnectorNames,
): Promise<string[]> {
  const text = await readFile(join(root, "examples/connector-acme/package.json"), "utf8");
  const example: Manifest = JSON.parse(text);
  const files = new Map([
    [join(target, "package.json"), toJson(manifestOf(names, target, example))],
    [join(target, "tsconfig.json"), toJson(TSCONFIG)],
    [`.changeset/connectors-${names.kebab}.md`, changesetOf(names)],
  ]);
  for (const [path, content] of files) await writeFile(join(root, path), content, { flag: "wx" });
  return [...files.keys()];
}

const ENTRY = { types: "./dist/index.d.ts", default: "./dist/index.js" };
const TSCONFIG = {
  extends: "../../tsconfig.lib.json",
  compilerOptions: {
    rootDir: "src",
    outDir: "dist",
    tsBuildInfoFile: "dist/tsconfig.tsbuildinfo",
  },
  include: ["src"],
  references: [{ path: "../core" }, { path: "../connectors-kit" }],
};

function manifestOf({ kebab, title }: ConnectorNames, directory: string, example: Manifest) {
  return {
    name: `@solarmon/connectors-${kebab}`,
    version: "0.0.0",
    description: `Plants of ${title}: poll, history and replies to readings.`,
    license: "Apache-2.0",
    repository: {
      type: "git",
      url: "git+https://github.com/solarmon/solarmon.git",
      directory,
    },
    files: ["dist", "!dist/tsconfig.tsbuildinfo", "src"],
    type: "module",
    sideEffects: false,
    exports: { ".": "./src/index.ts", "./package.json": "./package.json" },
    publishConfig: {
      exports: { ".": ENTRY, "./package.json": "./package.json" },
      access: "public",
    },
    scripts: { build: "tsup --config ../../tsup.config.ts && tsc -b" },
    dependencies: example.dependencies,
    devDependencies: example.devDependencies,
    engines: { node: ">=22.18" },
  };
}

function changesetOf({ kebab, title }: ConnectorNames): string {
  return `---\n"@solarmon/connectors-${kebab}": minor\n---\n\nReads plants of ${title}.\n`;
}

function toJson(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
