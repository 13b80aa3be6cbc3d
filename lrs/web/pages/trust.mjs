// SPDX-License-Identifier: Apache-2.0

// One organisation: its funnel, modules, activity, where its learners stop, what came after the course, what it evaluates.
export const trust = {
  name: "trust",
  link: "Organisation",
  title: "Organisations",
  caption: "Organisation",
  choose: "Choose an organisation: in the filters, or by its row in the table.",
  subject: "organisation",
  panels: [["trust", "wide"], ["modules", "tall"], ["activity"], ["time"], ["stops", "wide"], ["followUp", "wide"], ["expiry", "wide"], ["overdue", "wide"], ["evaluation"], ["evaluationOverTime"]],
  choosing: [["organisations", "wide"]],
  filters: ["organisation", "course", "profession", "staff_group", "band", "source", "months", "period", "from", "to", "compare"],
};
