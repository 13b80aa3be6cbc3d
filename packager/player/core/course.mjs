/* SPDX-License-Identifier: Apache-2.0 */

/* What a launch shows of the package: its modules and pages in learning order, and how to find one of them. */

/**
 * The part of the package that one launch page is about. `moduleId` is the launch page's data-module: "" for everything in the
 * package, else one module (cmi5 has a launch page a module and one course.js for all of them).
 * Returns { course, activity, modules, pages, language }; a row of `pages` is { index, module, page }.
 */
export function scopeOf(packed, moduleId) {
  const modules = moduleId === "" ? packed.modules : packed.modules.filter((module) => module.id === moduleId);
  if (modules.length === 0) {
    throw new Error(`the launch page asks for the module '${moduleId}', which the package does not hold: build it again`);
  }
  const [first] = modules;
  const activity = moduleId === "" ? packed.activity : { iri: first.iri, kind: "module", title: first.title };
  const pages = modules.flatMap((module) => module.pages.map((page) => ({ module, page })));
  return {
    course: packed.course,
    activity,
    modules,
    pages: pages.map((place, index) => ({ index, ...place })),
    language: packed.course.language,
  };
}

/** The index of the page "module.page", or -1. Ids hold no full stop, so the text is unambiguous. */
export function indexOfLocation(scope, location) {
  return scope.pages.findIndex((place) => locationOf(place) === location);
}

/** How a page is named to an LMS (cmi.core.lesson_location: at most 64 + 1 + 64 characters) and in the address bar. */
export function locationOf(place) {
  return `${place.module.id}.${place.page.id}`;
}

export function pagesOf(scope, module) {
  return scope.pages.filter((place) => place.module === module);
}
