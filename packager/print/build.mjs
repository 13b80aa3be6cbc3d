/* SPDX-License-Identifier: Apache-2.0 */

/* Builds the style of documents for paper: node build.mjs OUTFILE */
import { writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import * as sass from "sass";

const here = dirname(fileURLToPath(import.meta.url));

export function buildStyle() {
  const { css } = sass.compile(join(here, "print.scss"), {
    loadPaths: [resolve(here, "..", "..", "node_modules", "nhsuk-frontend", "dist")],
    style: "compressed",
    quietDeps: true,
  });
  if (/url\((?!["']?data:)|@import|<\/style/.test(css)) {
    throw new Error("print.scss: the style refers to something else, but the page is one file; leave the component out");
  }
  return css;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await writeFile(process.argv[2], buildStyle());
}
