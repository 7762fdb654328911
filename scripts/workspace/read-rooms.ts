import { existsSync, readdirSync, readFileSync } from "node:fs";

export interface Manifest {
  readonly name: string;
  readonly license?: string;
  readonly repository?: { readonly directory?: string };
  readonly exports?: Readonly<Record<string, string>>;
  readonly publishConfig?: {
    readonly access?: string;
    readonly exports?: Readonly<Record<string, unknown>>;
  };
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

export interface Room {
  readonly name: string;
  readonly folder: string;
  readonly manifest: Manifest;
  /** Names of the rooms that its tsconfig.json refers to. */
  readonly references: readonly string[];
}

function readReferences(folder: string): string[] {
  const path = `${folder}/tsconfig.json`;
  if (!existsSync(path)) return [];
  const config: { references?: { path: string }[] } = JSON.parse(readFileSync(path, "utf8"));
  return (config.references ?? []).map((reference) => reference.path.replace("../", ""));
}

/** Every package below `packages/`. */
export function readRooms(root: string): Room[] {
  return readdirSync(`${root}/packages`, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => {
      const folder = `${root}/packages/${name}`;
      const manifest: Manifest = JSON.parse(readFileSync(`${folder}/package.json`, "utf8"));
      return { name, folder, manifest, references: readReferences(folder) };
    });
}

/** Rooms that a package depends on at run time. */
export function roomDependencies(manifest: Manifest): string[] {
  return Object.keys(manifest.dependencies ?? {})
    .filter((name) => name.startsWith("@solarmon/"))
    .map((name) => name.replace("@solarmon/", ""));
}
