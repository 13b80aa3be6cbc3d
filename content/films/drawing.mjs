// SPDX-License-Identifier: Apache-2.0

// Draws the slides, in Chromium.

import path from 'node:path';
import { Fault, Missing } from './fault.mjs';

const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

function slideHtml({ heading, line, picture }, { title, footer, colours, pictures }) {
  return `<!doctype html><meta charset="utf-8"><style>
    body { margin: 0; width: 1280px; height: 720px; background: ${colours.paper}; color: ${colours.ink}; font-family: "Liberation Sans", Arial, sans-serif }
    main { display: grid; grid-template-columns: 660px 400px; column-gap: 60px; align-items: center; height: 600px; padding: 20px 80px 0 }
    h1 { font-size: 66px; line-height: 1.12; margin: 0 0 24px } p { font-size: 36px; line-height: 1.35; margin: 0 }
    svg { width: 400px; height: 400px } .accent { stroke: ${colours.accent} }
    footer { position: absolute; left: 80px; bottom: 36px; font-size: 24px; white-space: nowrap; color: ${colours.faint} }
    body::before { content: ""; position: absolute; left: 0; top: 0; bottom: 0; width: 28px; background: ${colours.line} }
  </style><main><div><h1>${escaped(heading)}</h1><p>${escaped(line)}</p></div>
  <svg viewBox="0 0 100 100" fill="none" stroke="${colours.line}" stroke-width="3" stroke-linecap="round" stroke-linejoin="round">${pictures[picture].strokes}</svg>
  </main><footer>${escaped([title, footer].filter(Boolean).join(' · '))}</footer>`;
}

/** In the page: whether all text has room. */
function fits() {
  return document.querySelector('main > div').getBoundingClientRect().height <= 580
    && document.querySelector('footer').getBoundingClientRect().right <= 1200
    && [...document.querySelectorAll('h1, p')].every((element) => element.scrollWidth <= element.clientWidth);
}

/** The browser that draws; the caller closes it. */
export async function openBrowser(executablePath) {
  const { chromium } = await import('playwright-core').catch(() => {
    throw new Missing('there is no playwright-core here, which moves Chromium; run: npm ci');
  });
  return chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync'],
  });
}

/** Draws one PNG a slide into the folder `work`, and the first as the poster. */
export async function draw(browser, film, work, poster) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
  for (const [index, slide] of film.slides.entries()) {
    await page.setContent(slideHtml(slide, film));
    if (!await page.evaluate(fits)) {
      throw new Fault(`${film.file}: slide ${index + 1} ('${slide.heading}') has more text than room; shorten its heading, its line or the footer`);
    }
    await page.screenshot({ path: path.join(work, `${index}.png`) });
    if (index === 0) await page.screenshot({ path: poster, type: 'jpeg', quality: 80 });
  }
  await page.close();
}
