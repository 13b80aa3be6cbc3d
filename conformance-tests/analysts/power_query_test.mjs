// SPDX-License-Identifier: Apache-2.0

// What lrs/extract/examples/power-query asks for is answered, with the columns that it names, to the credential that its README tells to make. Power Query itself runs on
// Windows only.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { client, makeCredentialWith, makeFolder, serve } from "../xapi/lrs.mjs";
import { fill, statements } from "./figures.mjs";

const read = (name) => readFile(fileURLToPath(new URL(`../../lrs/extract/examples/power-query/${name}.m`, import.meta.url)), "utf8");

// The path and the fixed parameters that a query asks for, and the columns that it gives types.
function understand(text) {
  const [, path] = /RelativePath = "([^"]+)"/.exec(text);
  const [, list] = /Query = \[([^\]]+)\]/.exec(text);
  const parameters = Object.fromEntries([...list.matchAll(/(\w+) = "([^"]*)"/g)].map(([, name, value]) => [name, value]));
  const columns = [...text.matchAll(/\{"(\w+)", (?:type \w+|Int64\.Type)\}/g)].map(([, name]) => name);
  return { path: `/${path}`, parameters, columns };
}

const lines = (text) => text.trimEnd().split("\r\n");
const ask = (call, path, parameters) => call("GET", `${path}?${new URLSearchParams(parameters)}`);

test("Power Query's examples", async (t) => {
  const folder = await makeFolder(t);
  await fill(`sqlite:${folder}/lrs.db`, folder);
  const { url, store } = await serve(t, `sqlite:${folder}/lrs.db`);

  await t.test("the report is there, with the columns named, small counts hidden", async () => {
    const { path, parameters, columns } = understand(await read("report"));
    const call = client(url, await makeCredentialWith(store, "--scope", "reports/read"));
    const answer = await ask(call, path, parameters);
    assert.equal(answer.status, 200, answer.text);
    assert.match(answer.headers.get("content-type"), /^text\/csv; charset=utf-8/);
    const header = lines(answer.text)[0].split(",");
    assert.ok(columns.length === 5 && columns.every((column) => header.includes(column)));
    assert.match(answer.text, /,\*,/);
  });

  await t.test("statements come page by page until an empty one, with the columns named", async () => {
    const { path, parameters, columns } = understand(await read("statements"));
    assert.equal((await ask(client(url, await makeCredentialWith(store, "--scope", "reports/read")), path, parameters)).status, 403);
    const call = client(url, await makeCredentialWith(store, "--scope", "reports/read", "--disclosure", "none"));
    const rows = [];
    for (let after = "0"; ; after = rows.at(-1).split(",")[0]) {
      const [header, ...page] = lines((await ask(call, path, { ...parameters, after, limit: "10" })).text);
      assert.ok([...columns, "id", "voids"].every((column) => header.split(",").includes(column)));
      if (page.length === 0) {
        break;
      }
      rows.push(...page);
    }
    assert.equal(rows.length, statements.length);
    assert.equal(new Set(rows).size, rows.length);
  });

  await t.test("what a double click opens has a byte order mark, and no formula", async () => {
    const authorization = await makeCredentialWith(store, "--scope", "all");
    const response = await fetch(`${url}/reports/funnel?by=module&format=csv-bom`, { headers: { Authorization: authorization } });
    const bytes = Buffer.from(await response.arrayBuffer());
    assert.ok(bytes.subarray(0, 3).equals(Buffer.from([0xef, 0xbb, 0xbf])));
    assert.ok(bytes.includes(Buffer.from('"Ænd, ""of"" pain"')));
    assert.ok(bytes.includes(Buffer.from(",'=Second,")) && !bytes.includes(Buffer.from(",=")));
  });
});
