// SPDX-License-Identifier: Apache-2.0

// One module: who starts and finishes it, at which page learners stop, what they score.
export const module = {
  name: "module",
  link: "Module",
  title: "Modules",
  caption: "Module",
  choose: "Choose a module: in the filters, or by its row in a table.",
  subject: "module",
  panels: [["module", "wide"], ["pages", "wide"], ["scores", "wide"]],
  choosing: [["modules"], ["stops"]],
  filters: ["course", "module", "organisation", "icb", "region", "profession", "staff_group", "band", "source", "from", "to"],
};
