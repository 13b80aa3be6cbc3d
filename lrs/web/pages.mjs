// SPDX-License-Identifier: Apache-2.0

// THE table of pages, in the order of the navigation. A page's `subject` is the filter that must be chosen for its `panels`; until
// then `choosing` stands there, whose tables lead on. Each is the name of a panel and how much room it takes: "wide" of both columns,
// "tall" of two rows. `filters` are those that its form has. Where a page `isApart`, they mean something else than on the others, and
// are not taken along.
import { module } from "./pages/module.mjs";
import { programme } from "./pages/programme.mjs";
import { quality } from "./pages/quality.mjs";
import { question } from "./pages/question.mjs";
import { trust } from "./pages/trust.mjs";

export const pages = [programme, trust, module, question, quality];

export function panelsOf(page, filters) {
  return page.subject !== undefined && filters[page.subject] === undefined ? page.choosing : page.panels;
}
