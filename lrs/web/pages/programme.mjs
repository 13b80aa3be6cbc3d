// SPDX-License-Identifier: Apache-2.0

// How the whole programme goes: all courses, or one of them.
export const programme = {
  name: "programme",
  link: "Programme",
  title: "Training progress",
  panels: [
    ["funnel", "wide"], ["modules", "tall"], ["activity"], ["time"], ["organisations"], ["stops"], ["divisions", "wide"],
    ["followUp", "wide"], ["followUpDivisions", "wide"], ["expiry", "wide"],
    ["evaluation", "wide"], ["boards"], ["evaluationOverTime"],
  ],
  filters: ["course", "organisation", "icb", "region", "profession", "staff_group", "band", "source", "breakdown", "months", "period", "from", "to", "compare"],
};
