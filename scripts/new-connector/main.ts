// `npm run new:connector -- NAME [--title TEXT]`: a package for a new vendor that passes the suite at once.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { makeConnector } from "./make-connector.ts";
import { namesOf } from "./names.ts";

const USAGE = `Usage: npm run new:connector -- NAME [--title TEXT]

  NAME          of the vendor, as in @solarmon/connectors-NAME: small letters, digits and single hyphens
  --title TEXT  the vendor's name for people (default: NAME with capitals)

Writes packages/connectors-NAME, a connector for a made-up vendor that passes every law of the suite, and names it where
the workspace and the server list theirs. docs/guides/add-a-connector.md tells how to go on from there.`;
const ROOT = fileURLToPath(new URL("../..", import.meta.url));

function nextSteps(kebab: string): string {
  return `
Now: npx pnpm@12.20.0 exec vitest run packages/connectors-${kebab}
Then: docs/guides/add-a-connector.md`;
}

/** Names are longer or shorter than the example's, so lines break elsewhere. */
function finish(paths: readonly string[]): number {
  const commands = [
    ["pnpm", "install", "--no-frozen-lockfile", "--reporter=silent"],
    ["oxfmt", ...paths],
  ];
  for (const [command = "", ...rest] of commands) {
    const { status } = spawnSync(command, rest, {
      cwd: ROOT,
      stdio: ["ignore", "ignore", "inherit"],
    });
    if (status !== 0) return status ?? 1;
  }
  return 0;
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { title: { type: "string" }, help: { type: "boolean" } },
  });
  const [kebab = "", ...rest] = positionals;
  const names = rest.length === 0 ? namesOf(kebab, values.title) : undefined;
  if (values.help || !names) {
    console.log(
      kebab === "" || values.help ? USAGE : `no name for a package: ${kebab}\n\n${USAGE}`,
    );
    return values.help ? 0 : 2;
  }
  const paths = await makeConnector(ROOT, names);
  console.log(paths.join("\n"));
  const status = finish(paths);
  console.log(
    status === 0 ? nextSteps(kebab) : "\nrun `npx pnpm@12.20.0 install` before the tests",
  );
  return status;
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
