// SPDX-License-Identifier: Apache-2.0

// How the whole programme goes: all courses, or one of them.
export const programme = {
  name: "programme",
  link: "Programme",
  title: "Training progress",
  panels: [["funnel", "wide"], ["modules", "tall"], ["activity"], ["time"], ["divisions"], ["stops"], ["evaluation", "wide"]],
  filters: ["course", "organisation", "icb", "region", "profession", "band", "source", "breakdown", "period", "from", "to"],
};
