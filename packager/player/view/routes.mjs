/* SPDX-License-Identifier: Apache-2.0 */

/* The address of each screen (behind the '#') and back. */

export const COVER = "#/";
export const FINISH = "#/-/finish";
export const DIAGNOSTICS = "#/-/diagnostics";

export function moduleAddress(module) {
  return `#/${module.id}`;
}

export function pageAddress({ module, page }) {
  return `#/${module.id}/${page.id}`;
}

/**
 * What a hash names: { screen: "cover" | "module" | "page" | "finish" | "diagnostics", module, index }, or null for one that is no screen
 * (the skip link's, an anchor's). A screen that the package does not hold is the cover.
 */
export function readHash(scope, hash) {
  if (hash !== "" && !hash.startsWith("#/")) {
    return null;
  }
  if (hash === FINISH) {
    return { screen: "finish" };
  }
  if (hash === DIAGNOSTICS) {
    return { screen: "diagnostics" };
  }
  const [moduleId, pageId] = hash.slice(2).split("/");
  const module = scope.modules.find((candidate) => candidate.id === moduleId);
  const place = scope.pages.find((candidate) => candidate.module === module && candidate.page.id === pageId);
  if (place !== undefined) {
    return { screen: "page", index: place.index };
  }
  return module !== undefined && scope.activity.kind === "course" ? { screen: "module", module } : { screen: "cover" };
}

/** Where "next" leads from a page: { href, label }; through the next module's contents, and to the finish at the end. */
export function nextOf(scope, index) {
  const here = scope.pages[index];
  const next = scope.pages[index + 1];
  if (next === undefined) {
    return { href: FINISH, label: "Finish" };
  }
  return next.module === here.module ? { href: pageAddress(next), label: next.page.title }
    : { href: moduleAddress(next.module), label: next.module.title };
}

/** Where "previous" leads; from a module's first page to its contents. */
export function previousOf(scope, index) {
  const here = scope.pages[index];
  const previous = scope.pages[index - 1];
  if (previous !== undefined && previous.module === here.module) {
    return { href: pageAddress(previous), label: previous.page.title };
  }
  return scope.activity.kind === "course" ? { href: moduleAddress(here.module), label: here.module.title }
    : { href: COVER, label: "Contents" };
}
