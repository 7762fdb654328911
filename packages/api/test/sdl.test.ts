import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { SDL } from "../src/graphql/sdl.ts";

const HEAD = `// Made from schema.graphql by \`vitest run packages/api/test/sdl.test.ts -u\`, which also checks it. Do not edit.

/** \`schema.graphql\` as text, so that it is there in a bundle, too. */
export const SDL: string = \`
`;

test("sdl.ts holds what schema.graphql says", async () => {
  const schema = await readFile(new URL("../schema.graphql", import.meta.url), "utf8");
  const escaped = schema.replaceAll(/[\\`]|\$\{/g, (special) => `\\${special}`);
  await expect(`${HEAD}${escaped}\`;\n`).toMatchFileSnapshot("../src/graphql/sdl.ts");
  expect(SDL).toBe(`\n${schema}`);
});
