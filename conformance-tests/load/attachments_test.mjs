// SPDX-License-Identifier: Apache-2.0

// A large attachment goes in and comes out in constant memory, in both places, two at once.
import assert from "node:assert/strict";
import os from "node:os";
import { test } from "node:test";
import { measure } from "./attachments.mjs";

// Sanitizers take memory of their own, so what counts here is how much more it gets; attachments.mjs measures a release build.
const MEGABYTES = 128;
const GROWTH_LIMIT = 64;

for (const place of ["folder", "database"]) {
  test(`${place}: two attachments of ${MEGABYTES} MB at once`, async () => {
    const { before, peak } = await measure({ folder: os.tmpdir(), place, atOnce: 2, megabytes: MEGABYTES });
    assert.ok(peak - before < GROWTH_LIMIT, `from ${before.toFixed(0)} MB to ${peak.toFixed(0)} MB`);
  });
}
