/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The address of each screen (behind the '#') and back.
 *
 *   #/                     the cover                  #/glossary, #/glossary/TERM
 *   #/MODULE               a module's contents        #/search?for=WORDS
 *   #/MODULE/PAGE          a page                     #/certificate
 *   #/-/finish             the end                    #/print, #/MODULE/print
 *   #/-/diagnostics        for the help desk
 *
 * A module or page that has the name of a screen is written with a "-" before it, with which no name begins.
 */

export const COVER = "#/";
export const FINISH = "#/-/finish";
export const DIAGNOSTICS = "#/-/diagnostics";
export const GLOSSARY = "#/glossary";
export const SEARCH = "#/search";
export const CERTIFICATE = "#/certificate";

const COVER_ROUTE = { screen: "cover" };

/* Screens beside the course, by the first part of their address: what they show. */
const BESIDE = {
  __proto__: null,
  glossary: ({ course }, { second }) => (course.glossary === undefined ? COVER_ROUTE : { screen: "glossary", term: second ?? "" }),
  search: (scope, { query }) => ({ screen: "search", query: new URLSearchParams(query).get("for") ?? "" }),
  certificate: ({ course }) => (course.certificate === undefined ? COVER_ROUTE : { screen: "certificate" }),
  print: () => ({ screen: "print" }),
};
const PRINT = "print";

export function moduleAddress(module) {
  return `#/${partFor(module.id, Object.keys(BESIDE))}`;
}

export function pageAddress({ module, page }) {
  return `${moduleAddress(module)}/${partFor(page.id, [PRINT])}`;
}

export function termAddress(term) {
  return `${GLOSSARY}/${term.id}`;
}

export function searchAddress(query) {
  return query === "" ? SEARCH : `${SEARCH}?${new URLSearchParams({ for: query })}`;
}

/** The print view of a module; of all there is without one. */
export function printAddress(module) {
  return module === undefined ? `#/${PRINT}` : `${moduleAddress(module)}/${PRINT}`;
}

function partFor(id, taken) {
  return taken.includes(id) ? `-${id}` : id;
}

/**
 * What a hash names: { screen } with "page": index; "module": module; "glossary": term, "" for none; "search": query, "" for
 * none; "print": module, undefined for all; "cover", "finish", "diagnostics", "certificate": nothing more. Null for a hash that is no screen
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
  const [path, query = ""] = hash.slice(2).split("?");
  const [first, second] = path.split("/");
  return BESIDE[first] !== undefined ? BESIDE[first](scope, { second, query }) : readPlace(scope, path);
}

/* A screen of the course itself. */
function readPlace(scope, path) {
  const place = scope.pages.find((candidate) => pageAddress(candidate) === `#/${path}`);
  if (place !== undefined) {
    return { screen: "page", index: place.index };
  }
  const [first, second] = path.split("/");
  const module = scope.modules.find((candidate) => moduleAddress(candidate) === `#/${first}`);
  if (module !== undefined && second === PRINT) {
    return { screen: "print", module };
  }
  return module !== undefined && scope.activity.kind === "course" ? { screen: "module", module } : COVER_ROUTE;
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
