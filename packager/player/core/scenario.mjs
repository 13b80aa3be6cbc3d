/* SPDX-License-Identifier: Apache-2.0 */

/*
 * A walk through a scenario, as the choices taken from its start. A choice that leads back to a step of the walk cuts the walk
 * there, so that it never holds a step twice and is never longer than the scenario has steps.
 */

/** The steps of the walk, from the start to where it stands: one more than it has choices. */
export function stepsOf(scenario, path) {
  const steps = [stepOf(scenario, scenario.start)];
  path.forEach((id) => {
    steps.push(stepOf(scenario, choiceOf(steps[steps.length - 1], id).to));
  });
  return steps;
}

/** Where the walk stands. */
export function lastStep(scenario, path) {
  return stepsOf(scenario, path)[path.length];
}

/** The walk after one more choice. */
export function choose(scenario, path, id) {
  const steps = stepsOf(scenario, path);
  const { to } = choiceOf(steps[path.length], id);
  const before = steps.findIndex((step) => step.id === to);
  return before < 0 ? [...path, id] : path.slice(0, before);
}

/** Whether the walk has come to an end. */
export function isAtEnd(scenario, path) {
  return lastStep(scenario, path).choices.length === 0;
}

export function choiceOf(step, id) {
  return step.choices.find((choice) => choice.id === id);
}

function stepOf(scenario, id) {
  return scenario.steps.find((step) => step.id === id);
}
