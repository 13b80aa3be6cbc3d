// SPDX-License-Identifier: Apache-2.0

// An AICC LMS: it imports a package's interchange files, launches a unit in a window, and answers HACP as strictly as CMI001 says.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { serve } from '../browser/harness.mjs';
import { StrictHacp } from '../../packager/player/fixtures/strict_hacp.mjs';
import { importCourse } from './interchange.mjs';

function importFolder(folder) {
  return importCourse(Object.fromEntries(['crs', 'des', 'au', 'cst'].map((ending) => [ending, readFileSync(join(folder, `course.${ending}`), 'utf8')])));
}

/**
 * Starts the LMS for an unpacked package. `options` = { elsewhere: the package lies on another server; variant: of StrictHacp }. Yields { hacp, allows, isDown,
 * launch(context, module) } (without module the whole course, by the address of its first page, as a link in an LMS does): set `allows` to let that other server's pages read the answers (CORS), `isDown` to answer nothing but HTTP errors.
 */
export async function startAiccLms(t, folder, { elsewhere = false, variant = {} } = {}) {
  const lms = { hacp: new StrictHacp(variant), allows: true, isDown: false };
  const { units } = importFolder(folder);
  const files = { package: folder };
  const content = elsewhere ? await serve(t, files) : null;
  const answer = (body) => (lms.isDown ? [503, '', 'text/html'] : [200, lms.hacp.answer(body), 'text/plain']);
  const cors = () => (elsewhere && lms.allows ? { 'Access-Control-Allow-Origin': content } : {});
  const url = await serve(t, elsewhere ? {} : files, { 'POST /hacp': async (body) => [...answer(body), cors()], 'HEAD /hacp': async () => [405, ''] });
  lms.launch = async (context, module) => {
    const name = units.find(({ developer_id: id }) => id === module)?.file_name ?? 'index.html';
    const page = await context.newPage();
    await page.goto(`${content ?? url}/package/${name}?AICC_SID=${lms.hacp.launch()}&AICC_URL=${encodeURIComponent(`${url}/hacp`)}`);
    return page;
  };
  return lms;
}
