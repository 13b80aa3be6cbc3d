// SPDX-License-Identifier: Apache-2.0

// Prints patient-pack.html as patient-pack.pdf: tagged, with its title, language and an outline of its headings.
//
// Run `node content/ibest/downloads/make-patient-pack.mjs` after a change and commit the PDF. It needs Debian's chromium and
// npm's playwright-core.

import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const here = (name) => new URL(name, import.meta.url);
const footer = `<div style="width: 100%; padding: 0 20mm; font: 9pt 'Liberation Sans', Arial, sans-serif; color: #3c5a53">
  Example patient pack: not for patients · page <span class="pageNumber"></span> of <span class="totalPages"></span></div>`;

const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync'],
});
try {
  const page = await browser.newPage();
  await page.goto(here('patient-pack.html').href);
  await page.pdf({
    path: fileURLToPath(here('patient-pack.pdf')),
    preferCSSPageSize: true,
    printBackground: true,
    tagged: true,
    outline: true,
    displayHeaderFooter: true,
    headerTemplate: '<span></span>',
    footerTemplate: footer,
  });
} finally {
  await browser.close();
}
