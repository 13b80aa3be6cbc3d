// SPDX-License-Identifier: Apache-2.0

// Makes dashboard.js and dashboard.css in the folder given as argument.
import { build } from "esbuild";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { compile } from "sass";

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.resolve(here, "../..");
const target = path.resolve(process.argv[2]);

await build({
  entryPoints: [path.join(here, "dashboard.mjs")],
  outfile: path.join(target, "dashboard.js"),
  bundle: true,
  minify: true,
  format: "iife",
  target: ["es2020"],
  legalComments: "none",
  logLevel: "warning",
});

const style = compile(path.join(here, "dashboard.scss"), {
  loadPaths: [path.join(root, "node_modules")],
  style: "compressed",
  quietDeps: true,
});
await writeFile(path.join(target, "dashboard.css"), style.css);
