import { readFileSync } from "node:fs";
import { defineConfig } from "tsup";

const manifest: { exports: Record<string, string> } = JSON.parse(
  readFileSync("package.json", "utf8"),
);

export default defineConfig({
  entry: Object.values(manifest.exports).filter((path) => path.endsWith(".ts")), // what `exports` names is what gets built
  format: ["esm"],
  target: "es2024",
  dts: false, // declarations: tsc -b
  sourcemap: true,
  clean: true,
});
