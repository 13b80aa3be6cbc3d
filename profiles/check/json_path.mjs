// SPDX-License-Identifier: Apache-2.0

// JSONPath as far as profiles here use it: $.name, ['name'], [*], [0]. Anything else throws, so that no rule is silently skipped.

const step = /\.([A-Za-z_]\w*)|\['([^']+)'\]|\[(\*)\]|\[(\d+)\]/y;

/** "$.a['b'][*]" -> ["a", "b", "*"] */
export function parsePath(path) {
  if (!path.startsWith('$')) throw new Error(`'${path}' is no JSONPath: it must start with $`);
  const steps = [];
  step.lastIndex = 1;
  while (step.lastIndex < path.length) {
    const at = step.lastIndex;
    const found = step.exec(path);
    if (!found) throw new Error(`'${path}' cannot be read from '${path.slice(at)}' on`);
    steps.push(found[1] ?? found[2] ?? found[3] ?? Number(found[4]));
  }
  return steps;
}

const children = (value, key) => {
  if (value === null || typeof value !== 'object') return [];
  if (key === '*') return Object.values(value);
  return Object.hasOwn(value, key) ? [value[key]] : [];
};

/** All values at `path` in `document`; none if there are none. */
export const valuesAt = (path, document) => parsePath(path).reduce((values, key) => values.flatMap(value => children(value, key)), [document]);
