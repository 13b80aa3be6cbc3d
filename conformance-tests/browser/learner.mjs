// SPDX-License-Identifier: Apache-2.0

/*
 * What a learner does in the player, by what the player shows; `frame` is a page or the frame that the player runs in. What is to be done on a page
 * follows from the package (learner/pages.mjs, learner/questions.mjs) as a list of moves; these are made slowly, as a person makes them, by the
 * keyboard alone, or quickly.
 */
import { byKeyboard } from './learner/keyboard.mjs';
import { movesFor } from './learner/pages.mjs';
import { look, quickly } from './learner/quickly.mjs';
import { slowly } from './learner/slowly.mjs';

/** The pages of the launched module, or of all modules, in order and with the right answers: what the package itself knows. Each has its module: { id, iri, title, completion }. */
export async function pagesOf(frame) {
  await frame.locator('main h1').first().waitFor();
  /* As text, since playwright takes any other value apart by its members. */
  const modules = JSON.parse(await frame.locator('body').evaluate((body) => JSON.stringify(window.ibestPackage.modules
    .filter(({ id }) => body.dataset.module === '' || body.dataset.module === id))));
  return modules.flatMap(({ id, iri, title, completion, pages }) => pages.map((page) => ({ ...page, module: { id, iri, title, completion } })));
}

/** Whether a page is a quiz that is passed or not; the mean of their scores is the package's. */
export const isJudged = ({ quiz }) => quiz?.pass_mark !== undefined;

const arrival = (page) => [{ move: 'arrive', title: page.title }];

/* A course has a contents screen before each module's first page. */
const entry = (page) => [{ move: 'arrive', title: page.module.title }, { move: 'follow', name: 'Go to the next page' }, ...arrival(page)];

/* The way from a page to the next, or to the end. */
function onward(page, next) {
  const ways = [{ move: 'follow', name: 'Next' }];
  if (next === undefined) return ways;
  return [...ways, ...(next.module.id === page.module.id ? arrival(next) : entry(next))];
}

/** From the cover to the first page. */
export async function start(frame) {
  const [first] = await pagesOf(frame);
  await frame.getByRole('link', { name: 'Start', exact: true }).click();
  const isCourse = await frame.locator('body').evaluate((body) => window.ibestPackage.activity.kind === 'course' && body.dataset.module === '');
  await slowly(frame, isCourse ? entry(first) : arrival(first));
}

/** Answers every question that the quiz page on the screen asks, quickly; right or wrong. */
export async function answerThrough(frame, page, how) {
  const { shown } = await look(frame);
  await quickly(frame, movesFor(page, shown, how));
}

async function read(frame, last, make) {
  const pages = await pagesOf(frame);
  let { place, shown } = await look(frame);
  const from = pages.findIndex(({ id, module }) => place === `${module.id}/${id}`);
  if (from < 0) throw new Error(`no page is open at '${place}'`);
  const to = last === undefined ? pages.length : pages.findIndex(({ title }) => title === last);
  for (let index = from; index < to; index += 1) {
    const moves = [...movesFor(pages[index], shown, { right: true }), ...onward(pages[index], pages[index + 1])];
    ({ shown } = await make(frame, moves) ?? await look(frame));
  }
}

/** Reads on from the page on the screen, doing rightly what each page asks, until `last` (a page's title) or the end is on the screen. Films are watched at 16 times their speed. */
export const readOn = (frame, last) => read(frame, last, slowly);

/** As readOn(), many times faster: no mouse is moved and no film is shown. For plays that are not about the screen. */
export const readThrough = (frame, last) => read(frame, last, quickly);

/** As readOn(), by the keyboard alone. `frame` is a page, or a frame locator. */
export const readByKeyboard = (frame, last) => read(frame, last, byKeyboard);

/** Presses Save and exit once (below the result, where there is one), and waits for the heading that ends it; null where the LMS takes the window away. */
export async function saveAndExit(frame, ending = 'Saved') {
  await frame.getByRole('button', { name: 'Save and exit' }).last().click();
  if (ending !== null) await frame.getByRole('heading', { name: ending, exact: true }).waitFor();
}
