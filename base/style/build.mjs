/* SPDX-License-Identifier: Apache-2.0 */

/* Builds the style of pages that ask for nothing else, from Sass over nhsuk-frontend: node build.mjs IN.scss OUT.css */
import { writeFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import * as sass from "sass";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");

function buildStyle(source) {
  const { css } = sass.compile(source, {
    loadPaths: [resolve(root, "node_modules/nhsuk-frontend/dist"), resolve(root, "base/style")],
    style: "compressed",
    quietDeps: true,
  });
  if (/url\((?!["']?data:)|@import|<\/style/.test(css)) {
    throw new Error(`${source}: the style refers to something else, but the page may ask for nothing; leave the component out`);
  }
  return css;
}

await writeFile(process.argv[3], buildStyle(process.argv[2]));
