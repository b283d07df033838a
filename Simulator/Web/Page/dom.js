// Everything from outside becomes text here, never markup.

export const byId = id => document.getElementById(id);

/** Makes an element; children are nodes or texts. */
export function el(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) made.addEventListener(name.slice(2), value);
    else made.setAttribute(name, value === true ? '' : value);
  }
  made.append(...children.filter(c => c !== null && c !== undefined));
  return made;
}

/** Sets a text only where it is another one: a screen reader and a selection stay in peace. */
export function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

export function setClass(node, name) {
  if (node.className !== name) node.className = name;
}

/** Makes a list's rows follow its items: rows are kept by place, made where they are missing, and filled when they changed. */
export function follow(list, items, make, fill) {
  while (list.children.length > items.length) list.lastElementChild.remove();
  items.forEach((item, i) => {
    if (i >= list.children.length) list.append(make(item));
    const row = list.children[i];
    const told = JSON.stringify(item);
    if (row.told === told) return;
    row.told = told;
    fill(row, item);
  });
}

export function fixed(value, digits) {
  return value === null || value === undefined ? '–' : value.toFixed(digits);
}

/** Seconds as 1:02:03. */
export function duration(seconds) {
  const s = Math.floor(seconds);
  const two = n => String(n).padStart(2, '0');
  return s >= 3600 ? `${Math.floor(s / 3600)}:${two(Math.floor(s / 60) % 60)}:${two(s % 60)}` : `${Math.floor(s / 60)}:${two(s % 60)}`;
}

export async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Without https, browsers have no clipboard beyond localhost: a field that is selected does it.
    const field = el('textarea', { class: 'hidden' });
    field.value = text;
    document.body.append(field);
    field.select();
    const done = document.execCommand('copy');
    field.remove();
    return done;
  }
}
