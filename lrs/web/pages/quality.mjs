// SPDX-License-Identifier: Apache-2.0

// How far the figures can be trusted: what is odd about statements, by the source that they came from.
export const quality = {
  name: "quality",
  link: "Data quality",
  title: "Data quality",
  isApart: true, // its period is of the days of storing, not of learning
  panels: [["quality", "wide"], ["sources"], ["strangers"]],
  filters: ["from", "to", "compare"],
};
