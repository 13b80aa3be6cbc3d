/* SPDX-License-Identifier: Apache-2.0 */

/* Builds player.js, player.css and page.html: node build.mjs OUTDIR --vocabulary FILE */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import esbuild from "esbuild";
import * as sass from "sass";

const here = dirname(fileURLToPath(import.meta.url));

/* One classic script: LMSs serve .mjs as plain text, and some forbid inline scripts and eval. */
async function buildScript(folder, vocabulary) {
  const { outputFiles: [script] } = await esbuild.build({
    entryPoints: [join(here, "main.mjs")],
    write: false,
    alias: { vocabulary },
    bundle: true,
    format: "iife",
    target: "es2017",
    minify: true,
    charset: "utf8",
    legalComments: "eof",
    logLevel: "warning",
  });
  await writeFile(join(folder, "player.js"), script.contents);
}

async function buildStyle(folder) {
  const { css } = sass.compile(join(here, "style", "player.scss"), {
    loadPaths: [resolve(here, "..", "..", "node_modules", "nhsuk-frontend", "dist")],
    style: "compressed",
    quietDeps: true,
  });
  const address = /url\((?!["']?data:)[^)]*\)|@import/.exec(css);
  if (address !== null) {
    throw new Error(`style/player.scss: the style refers to '${address[0]}', but a package must not load anything else; `
      + "leave the component out or override it");
  }
  await writeFile(join(folder, "player.css"), css);
}

/* The comments at the top are for us. */
async function buildPage(folder) {
  const page = await readFile(join(here, "page.html"), "utf8");
  await writeFile(join(folder, "page.html"), page.slice(page.indexOf("<!doctype html>")));
}

export async function build(folder, vocabulary) {
  await mkdir(folder, { recursive: true });
  await Promise.all([buildScript(folder, resolve(vocabulary)), buildStyle(folder), buildPage(folder)]);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { vocabulary: { type: "string" } } });
  if (positionals.length !== 1 || values.vocabulary === undefined) {
    console.error("usage: node build.mjs OUTDIR --vocabulary FILE");
    process.exit(2);
  }
  await build(positionals[0], values.vocabulary);
}
