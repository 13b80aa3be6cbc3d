// SPDX-License-Identifier: Apache-2.0

// How the whole programme goes: all courses, or one of them.
export const programme = {
  name: "programme",
  link: "Programme",
  title: "Training progress",
  panels: [["funnel", "wide"], ["modules", "tall"], ["activity"], ["time"], ["organisations"], ["stops"], ["divisions", "wide"], ["evaluation", "wide"]],
  filters: ["course", "organisation", "icb", "region", "profession", "staff_group", "band", "source", "breakdown", "period", "from", "to"],
};
