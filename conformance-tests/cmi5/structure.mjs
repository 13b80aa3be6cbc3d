// SPDX-License-Identifier: Apache-2.0

// Imports a course structure as a strict cmi5 LMS would: what is broken is refused with the requirement's id.
import { demand } from './requirements.mjs';
import { readXml } from './xml.mjs';

const NAMESPACE = 'https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd';
const SCHEMA = '13.2.0.0-1';
const MOVE_ON = ['Passed', 'Completed', 'CompletedAndPassed', 'CompletedOrPassed', 'NotApplicable'];
const LAUNCH_METHODS = ['OwnWindow', 'AnyWindow'];
const PARAMETERS = ['endpoint', 'fetch', 'actor', 'registration', 'activityId'];
const ABSOLUTE = /^[a-z][a-z0-9+.-]*:\S+$/i;
/* The children of each element, in their order; "?" may be absent, "+" stands for one of the group, at least once. */
const CHILDREN = {
  courseStructure: /^course (objectives )?((au|block) )+$/,
  course: /^title description $/,
  block: /^title description (objectives )?((au|block) )+$/,
  au: /^title description (objectives )?url (launchParameters )?(entitlementKey )?$/,
  objectives: /^(objective )+$/,
  objective: /^title description $/,
  title: /^(langstring )+$/,
  description: /^(langstring )+$/,
};

/* Elements of other namespaces are the vendor's, and stand behind. */
const own = (element) => element.children.filter(({ namespace }) => namespace === NAMESPACE);

function checkChildren(element) {
  const names = own(element).map(({ local }) => `${local} `).join('');
  const wanted = CHILDREN[element.local];
  if (wanted) demand(wanted.test(names), SCHEMA, `<${element.local}> holds ${names || 'nothing'}`);
  own(element).forEach(checkChildren);
}

function allOf(element, local) {
  return own(element).flatMap((child) => [...(child.local === local ? [child] : []), ...allOf(child, local)]);
}

const textOf = (element, local) => own(element).find((child) => child.local === local)?.text.trim();

function checkIds(root) {
  const [course] = own(root);
  for (const [kind, requirement] of [['au', '13.1.4.0-1'], ['block', '13.1.2.0-1'], ['objective', '13.1.3.0-1']]) {
    const ids = [...allOf(root, kind), ...(kind === 'au' ? [course] : [])].map(({ attributes }) => attributes.id?.trim());
    for (const id of ids) demand(ABSOLUTE.test(id ?? ''), '3.0.0.0-1', `the id '${id}' of <${kind}>`);
    demand(new Set(ids).size === ids.length, requirement, `an id of <${kind}> twice: ${ids.join(' ')}`);
  }
}

/* `files` are the names in the zip; null when the structure came without one. */
function checkUrl(url, files) {
  const [path, query] = url.split('?');
  for (const name of new URLSearchParams(query ?? '').keys()) demand(!PARAMETERS.includes(name), '8.1.0.0-6', `'${name}' in the url '${url}'`);
  if (files === null) {
    demand(ABSOLUTE.test(url), '14.2.0.0-1', `the url '${url}'`);
  } else if (!ABSOLUTE.test(url)) {
    demand(files.includes(decodeURIComponent(path)), '14.1.0.0-3', `the url '${url}' names no file of the package`);
  }
}

function unitOf(au, files) {
  const { moveOn = 'NotApplicable', masteryScore, launchMethod = 'AnyWindow', id } = au.attributes;
  demand(MOVE_ON.includes(moveOn), SCHEMA, `moveOn '${moveOn}'`);
  demand(LAUNCH_METHODS.includes(launchMethod), SCHEMA, `launchMethod '${launchMethod}'`);
  demand(masteryScore === undefined || (/^[01](\.\d{1,4})?$/.test(masteryScore) && Number(masteryScore) <= 1), SCHEMA, `masteryScore '${masteryScore}'`);
  const url = textOf(au, 'url');
  checkUrl(url, files);
  return { id: id.trim(), title: own(own(au)[0])[0].text.trim(), url, moveOn, launchMethod, masteryScore: masteryScore === undefined ? null : Number(masteryScore),
    launchParameters: textOf(au, 'launchParameters') ?? '', entitlementKey: textOf(au, 'entitlementKey') ?? '' };
}

/** `text` is cmi5.xml, `files` the names of the zip's files or null. Returns { id, units }; throws a Breach. */
export function importCourse(text, files) {
  demand(files === null || files.includes('cmi5.xml'), '14.1.0.0-2', 'no cmi5.xml at the root');
  let root;
  try {
    root = readXml(text);
  } catch (error) {
    demand(false, SCHEMA, error.message);
  }
  demand(root.local === 'courseStructure' && root.namespace === NAMESPACE, SCHEMA, `the root is <${root.name}> of '${root.namespace}'`);
  checkChildren(root);
  checkIds(root);
  return { id: own(root)[0].attributes.id.trim(), units: allOf(root, 'au').map((au) => unitOf(au, files)) };
}
