// SPDX-License-Identifier: Apache-2.0

// A PDF as qpdf gives it in JSON: objects, structure elements and the operators of pages.

import { execFileSync } from 'node:child_process';

const BIG = { maxBuffer: 1 << 28 };

export function openPdf(file) {
  const { qpdf } = JSON.parse(execFileSync('qpdf', ['--json=2', file], BIG));
  const objects = qpdf[1];
  const get = (value) => {
    const object = typeof value === 'string' && / R$/.test(value) ? objects[`obj:${value}`] : undefined;
    return object === undefined ? value : (object.value ?? object.stream.dict);
  };
  const trailer = objects.trailer.value;
  const root = get(trailer['/Root']);
  return { file, get, root, information: get(trailer['/Info']), pages: pagesOf(get, root['/Pages']) };
}

function pagesOf(get, reference) {
  const node = get(reference);
  return node['/Type'] === '/Page' ? [{ ...node, reference }] : node['/Kids'].flatMap((kid) => pagesOf(get, kid));
}

/** qpdf's JSON writes texts as "u:…". */
export const textOf = (value) => value?.replace(/^u:/, '');

/** Every element in the order of reading: { type, reference, level, element, marks: [[page, mcid]], annotations }. */
export function elementsOf(pdf) {
  const found = [];
  const walk = (reference, level) => {
    const element = pdf.get(reference);
    const entry = { type: element['/S'].slice(1), reference, level, element, marks: [], annotations: [] };
    found.push(entry);
    for (const kid of element['/K']) {
      const object = pdf.get(kid);
      if (object['/Type'] === '/MCR') entry.marks.push([object['/Pg'], object['/MCID']]);
      else if (object['/Type'] === '/OBJR') entry.annotations.push(object['/Obj']);
      else walk(kid, level + 1);
    }
  };
  pdf.get(pdf.root['/StructTreeRoot'])['/K'].forEach((reference) => walk(reference, 0));
  return found;
}

/** The bytes of a stream, as characters. */
export const streamOf = (pdf, reference) => execFileSync('qpdf',
  [`--show-object=${reference.replace(' R', '').replace(' ', ',')}`, '--filtered-stream-data', pdf.file], { ...BIG, encoding: 'latin1' });

/** What a page's content does: [{ operator, marked: [tags around it], mcid, kind: of an artifact }], one each that shows something. */
export function shownOn(pdf, page) {
  const content = streamOf(pdf, page['/Contents']);
  const shown = [];
  const marks = [];
  for (const [, tag, mcid, kind, operator] of content.matchAll(/\/(\w+) <<(?: \/MCID (\d+)| \/Type (\/[^>]*)) >> BDC|\b(EMC|TJ|Tj|Do|S|f|B)\b/g)) {
    if (tag) marks.push({ tag, mcid: mcid && Number(mcid), kind });
    else if (operator === 'EMC') marks.pop();
    else shown.push({ operator, marked: marks.map((mark) => mark.tag), mcid: marks.at(-1)?.mcid, kind: marks.at(-1)?.kind });
  }
  return { shown, isClosed: marks.length === 0 };
}
