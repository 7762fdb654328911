import { existsSync, readdirSync } from "node:fs";
import { type Room, roomDependencies } from "./read-rooms.ts";
import { floorOf, SAME_FLOOR_ALLOWED } from "./rooms.ts";

/** A rule gives a sentence for each fault it finds in a room. */
export type Rule = (room: Room) => readonly string[];

const ALLOWED_NAMES = new Set([
  "package.json",
  "tsconfig.json",
  "README.md",
  "src",
  "test",
  "dist",
  "node_modules",
]);
/** What a package may hold beyond the five names, with its reason. */
const EXTRA_NAMES: Readonly<Record<string, readonly string[]>> = {
  api: ["schema.graphql"], // the one source for Yoga and AppSync, read by other rooms by that path
  dashboard: ["index.html", "vite.config.ts", "public"], // where Vite looks for them
};

const importsOnlyFromBelow: Rule = ({ name, manifest }) => {
  const floor = floorOf(name);
  if (floor < 0) return ["stands on no floor: name it in scripts/workspace/rooms.ts"];
  return roomDependencies(manifest)
    .filter((other) => floorOf(other) >= floor && !SAME_FLOOR_ALLOWED.has(`${name} -> ${other}`))
    .map((other) => `imports ${other}, which does not stand below it`);
};

const referencesMatchDependencies: Rule = ({ manifest, references }) => {
  const wanted = roomDependencies(manifest).filter((room) => room !== "dashboard");
  const missing = wanted.filter((room) => !references.includes(room));
  const extra = references.filter((room) => !wanted.includes(room));
  return [
    ...missing.map((room) => `tsconfig.json lacks a reference to ${room}`),
    ...extra.map((room) => `tsconfig.json refers to ${room}, which is no dependency`),
  ];
};

const exportMapsAgree: Rule = ({ manifest, folder }) => {
  const inner = Object.entries(manifest.exports ?? {});
  const outer = Object.keys(manifest.publishConfig?.exports ?? manifest.exports ?? {});
  return [
    ...inner
      .filter(([key]) => !outer.includes(key))
      .map(([key]) => `export ${key} is not published`),
    ...outer
      .filter((key) => !inner.some(([name]) => name === key))
      .map((key) => `published export ${key} has no source`),
    ...inner
      .filter(([, path]) => !existsSync(`${folder}/${path}`))
      .map(([key, path]) => `export ${key} names ${path}, which does not exist`),
  ];
};

const fieldsAreRight: Rule = ({ name, manifest }) => [
  ...(manifest.name === `@solarmon/${name}` ? [] : [`is named ${manifest.name}`]),
  ...(manifest.license === "Apache-2.0" ? [] : ["has no Apache-2.0 licence field"]),
  ...(manifest.repository?.directory === `packages/${name}`
    ? []
    : ["has a wrong repository.directory"]),
  ...(manifest.publishConfig?.access === "public" ? [] : ["is not published with access public"]),
];

const holdsFiveNames: Rule = ({ name, folder }) => {
  const extra = EXTRA_NAMES[name] ?? [];
  const found = readdirSync(folder);
  return [
    ...found
      .filter((entry) => !ALLOWED_NAMES.has(entry) && !extra.includes(entry))
      .map((entry) => `holds ${entry}, which belongs elsewhere`),
    ...(found.includes("README.md") ? [] : ["has no README.md"]),
  ];
};

export const RULES: readonly Rule[] = [
  importsOnlyFromBelow,
  referencesMatchDependencies,
  exportMapsAgree,
  fieldsAreRight,
  holdsFiveNames,
];
