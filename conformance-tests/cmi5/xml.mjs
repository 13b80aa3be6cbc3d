// SPDX-License-Identifier: Apache-2.0

// Reads a course structure's XML: elements with attributes and text. No DTD, no CDATA, no processing instructions but the declaration.
const TOKEN = /<\?[\s\S]*?\?>|<!--[\s\S]*?-->|<(\/?)([\w:.-]+)((?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|([^<]+)/gy;
const ATTRIBUTE = /([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;
const ENTITIES = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

function decode(text) {
  return text.replace(/&(#x?[\da-fA-F]+|\w+);/g, (whole, name) => {
    if (name.startsWith('#')) return String.fromCodePoint(name[1] === 'x' ? parseInt(name.slice(2), 16) : Number(name.slice(1)));
    if (ENTITIES[name] === undefined) throw new Error(`XML: the entity ${whole} is not known`);
    return ENTITIES[name];
  });
}

function attributesOf(text) {
  const pairs = [...text.matchAll(ATTRIBUTE)].map(([, name, double, single]) => [name, decode(double ?? single)]);
  if (new Set(pairs.map(([name]) => name)).size < pairs.length) throw new Error(`XML: an attribute twice in ${text}`);
  return Object.fromEntries(pairs);
}

/* An element's namespace: of its prefix or the default one, from the nearest element that names it. */
function namespaceOf(element) {
  const [prefix] = element.name.includes(':') ? element.name.split(':') : [''];
  const key = prefix === '' ? 'xmlns' : `xmlns:${prefix}`;
  for (let one = element; one; one = one.parent) {
    if (one.attributes[key] !== undefined) return one.attributes[key];
  }
  return '';
}

/** The root as { name, local, namespace, attributes, children, text, parent }; throws what is wrong with the text. */
export function readXml(text) {
  const document = { children: [], text: '', attributes: {} };
  let open = document;
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const at = TOKEN.lastIndex;
    const [whole, closing, name, attributes, empty, content] = TOKEN.exec(text) ?? [];
    if (whole === undefined) throw new Error(`XML: not understood: ${text.slice(at, at + 40)}`);
    if (content !== undefined) open.text += decode(content);
    else if (closing && open.name !== name) throw new Error(`XML: </${name}> closes <${open.name}>`);
    else if (closing) open = open.parent;
    else if (name) {
      const element = { name, local: name.split(':').at(-1), attributes: attributesOf(attributes), children: [], text: '', parent: open };
      element.namespace = namespaceOf(element);
      open.children.push(element);
      open = empty ? open : element;
    }
  }
  if (open !== document || document.children.length !== 1) throw new Error('XML: one root element is expected, and each element closed');
  return document.children[0];
}
