import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { parse } from "yaml";

interface Service {
  readonly image?: string;
  readonly volumes?: readonly string[];
  readonly depends_on?: Readonly<Record<string, unknown>> | readonly string[];
  readonly ports?: readonly string[];
}

function textOf(path: string): string {
  return readFileSync(new URL(`../${path}`, import.meta.url), "utf8");
}

const text = textOf("compose.yaml");
const { services, volumes }: Compose = parse(text, { merge: true });

interface Compose {
  readonly services: Readonly<Record<string, Service>>;
  readonly volumes: Readonly<Record<string, unknown>>;
}

it("takes images by a tag that stays", () => {
  const images = Object.values(services).flatMap(({ image }) => image ?? []);
  expect(images.length).toBeGreaterThan(3);
  for (const image of images) expect(image).toMatch(/^[\w/-]+:\d+(?:\.\d+)?$/);
});

it("has no password of its own, and says which one is missing", () => {
  const variables = [...text.matchAll(/\$\{(\w+)([^}]*)\}/g)];
  const example = textOf(".env.example");
  expect(variables.length).toBeGreaterThan(5);
  for (const [, name, rest] of variables) {
    expect(rest).toBe(":?");
    expect(example).toMatch(new RegExp(`^${name}=`, "m"));
  }
  expect(example).not.toMatch(/^\w*(?:PASSWORD|KEYS)=./m);
});

it("mounts only what there is, and waits only for what there is", () => {
  for (const { volumes: mounts = [], depends_on: others = [] } of Object.values(services)) {
    for (const mount of mounts) {
      const [source = ""] = mount.split(":");
      const isMade = source === "./docker/passwords"; // the README makes it
      const file = fileURLToPath(new URL(`../${source}`, import.meta.url));
      const isThere = source.startsWith("./") ? isMade || existsSync(file) : source in volumes;
      expect({ mount, isThere }).toEqual({ mount, isThere: true });
    }
    for (const other of Array.isArray(others) ? others : Object.keys(others))
      expect(Object.keys(services)).toContain(other);
  }
});

it("lets in only the front and devices", () => {
  const open = Object.entries(services).filter(([, { ports }]) => ports !== undefined);
  expect(open.map(([name]) => name).toSorted()).toEqual(["front", "mosquitto"]);
});
