/* SPDX-License-Identifier: Apache-2.0 */

/* What is built keeps to what LMSs and networks allow: small, no code from text, no address of another host, ASCII-safe. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import test from "node:test";
import { gzipSync } from "node:zlib";

const BYTES_MAX = 80 * 1024;

const read = (name) => readFile(join(process.env.IBEST_PLAYER, name), "utf8");
const [script, style, page] = await Promise.all(["player.js", "player.css", "page.html"].map(read));

test("the player is small enough for a slow network", () => {
  const bytes = [script, style, page].map((text) => gzipSync(text, { level: 9 }).length).reduce((sum, each) => sum + each);
  assert.ok(bytes <= BYTES_MAX, `${bytes} bytes gzipped`);
});

test("no code is made from text, and the script declares nothing global but its one function", () => {
  assert.doesNotMatch(script, /\beval\(|new Function|Function\(["'`]/);
  assert.match(script.replace(/^"use strict";/, ""), /^\(\(\)=>\{/);
});

test("the style loads nothing and needs no licensed font", () => {
  assert.doesNotMatch(style, /@import|@font-face|url\((?!"data:,)|Frutiger/);
});

test("the page has no script or style of its own, and loads only the package's files", () => {
  assert.ok(page.startsWith("<!doctype html>"));
  assert.doesNotMatch(page, /<style|style=|\son\w+=|https?:/);
  assert.deepEqual([...page.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, address]) => address),
    ["{{style}}", "#main", "#/", "#/-/diagnostics", "{{course}}", "{{player}}"]);
  assert.deepEqual([...page.matchAll(/<script[^>]*>([^<]*)/g)].map(([, code]) => code), ["", ""]);
});

test("exactly the names that the packager fills in stand in the page", () => {
  const names = new Set([...page.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name));
  assert.deepEqual([...names].sort(), ["course", "language", "module", "notice", "player", "style", "title"]);
});
