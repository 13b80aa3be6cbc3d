// SPDX-License-Identifier: Apache-2.0

// What a learner does in the player, by what the player shows; `frame` is a page or the frame that the player runs in.

/** The pages of the launched module, or of all modules, in order and with the right answers: what the package itself knows. Each has its module: { id, iri, title }. */
export async function pagesOf(frame) {
  await frame.locator('main h1').first().waitFor();
  return frame.locator('body').evaluate((body) => window.ibestPackage.modules
    .filter(({ id }) => body.dataset.module === '' || body.dataset.module === id)
    .flatMap(({ id, iri, title, pages }) => pages.map((page) => ({ ...page, module: { id, iri, title } }))));
}

function heading(frame) {
  return frame.locator('main h1').first().textContent();
}

/** Goes on to the screen whose heading is `title`. */
async function arrive(frame, title) {
  await frame.locator('main h1', { hasText: title }).first().waitFor();
}

/* A course has a contents screen before each module's first page. */
async function enter(frame, page) {
  await arrive(frame, page.module.title);
  await frame.getByRole('link', { name: 'Go to the next page' }).click();
}

/** From the cover to the first page. */
export async function start(frame) {
  const [first] = await pagesOf(frame);
  await frame.getByRole('link', { name: 'Start', exact: true }).click();
  if (await frame.locator('body').evaluate(() => window.ibestPackage.activity.kind === 'course' && document.body.dataset.module === '')) await enter(frame, first);
  await arrive(frame, first.title);
}

/** Answers every question of the quiz on the screen; right or wrong. */
export async function answerQuiz(frame, quiz, { right }) {
  for (const question of quiz.questions) {
    const wanted = question.choices.filter((choice) => Boolean(choice.correct) === right);
    for (const choice of question.type === 'single' ? wanted.slice(0, 1) : wanted) {
      await frame.locator(`#question-${question.id}-${choice.id}`).check();
    }
  }
  await frame.getByRole('button', { name: 'Check my answers' }).click();
  await frame.getByRole('heading', { name: right ? 'You passed' : 'Not passed yet' }).waitFor();
}

/** Reads on from the page on the screen, answering quizzes rightly, until `last` (a page's title) or the end is on the screen. */
export async function readOn(frame, last) {
  const pages = await pagesOf(frame);
  const shown = await heading(frame);
  let index = pages.findIndex((page) => page.title === shown);
  for (; index >= 0 && index < pages.length && pages[index].title !== last; index += 1) {
    if (pages[index].quiz) await answerQuiz(frame, pages[index].quiz, { right: true });
    await frame.getByRole('link', { name: /^Next/ }).click();
    const next = pages[index + 1];
    if (next && next.module.id !== pages[index].module.id) await enter(frame, next);
    if (next) await arrive(frame, next.title);
  }
}

/* Runs in the package's page: what readOn() and answerQuiz() do, by the elements' own clicks. Answers `quiz`, or reads `pages` until `last`. */
async function drive(_, { pages, last, quiz, right }) {
  const titleOf = () => document.querySelector('main h1').textContent;
  const find = (selector, text) => [...document.querySelectorAll(selector)].find((element) => element.textContent.trim().startsWith(text));
  const wait = async (what, holds) => {
    for (const end = Date.now() + 30_000; !holds();) {
      if (Date.now() > end) throw new Error(`waited in vain for ${what}`);
      await new Promise((done) => setTimeout(done, 5));
    }
  };
  const answer = async ({ questions }, isRight) => {
    for (const { id, type, choices } of questions) {
      const wanted = choices.filter(({ correct }) => Boolean(correct) === isRight);
      for (const choice of type === 'single' ? wanted.slice(0, 1) : wanted) document.getElementById(`question-${id}-${choice.id}`).click();
    }
    find('main button', 'Check my answers').click();
    await wait('the result', () => find('main h2', isRight ? 'You passed' : 'Not passed yet'));
  };
  if (quiz) return answer(quiz, right);
  for (let index = pages.findIndex(({ title }) => title === titleOf()); index < pages.length && pages[index].title !== last; index += 1) {
    if (pages[index].quiz) await answer(pages[index].quiz, true);
    find('main a', 'Next').click();
    const next = pages[index + 1];
    if (next && next.module.id !== pages[index].module.id) {
      await wait(next.module.title, () => titleOf().includes(next.module.title));
      find('main a', 'Go to the next page').click();
    }
    if (next) await wait(next.title, () => titleOf().includes(next.title));
  }
  return null;
}

/** As readOn(), many times faster: no mouse is moved. For plays that are not about the screen. */
export async function readThrough(frame, last) {
  await frame.locator('body').evaluate(drive, { pages: await pagesOf(frame), last });
}

/** As answerQuiz(), many times faster: no mouse is moved. */
export async function answerThrough(frame, quiz, { right }) {
  await frame.locator('body').evaluate(drive, { quiz, right });
}

/** Presses Save and exit once (below the result, where there is one), and waits for the heading that ends it; null where the LMS takes the window away. */
export async function saveAndExit(frame, ending = 'Saved') {
  await frame.getByRole('button', { name: 'Save and exit' }).last().click();
  if (ending !== null) await frame.getByRole('heading', { name: ending, exact: true }).waitFor();
}
