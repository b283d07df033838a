// The charger's state, the gate and the watermarks.
import { byId, el, fixed, follow, setClass, setText, duration } from './dom.js';

const tones = { Charging: 'good', Available: '', Preparing: 'warn', Finishing: 'warn', SuspendedEV: 'warn', SuspendedEVSE: 'warn', Reserved: 'warn', Unavailable: 'warn', Faulted: 'bad', 'no power': 'bad' };

export function showState(state) {
  setText(byId('v-status'), state.status || '–');
  setClass(byId('v-status'), tones[state.status] ?? '');
  setText(byId('v-sentence'), state.sentence);
  setText(byId('v-w'), state.w === null ? '–' : fixed(state.w / 1000, 2));
  setText(byId('v-v'), fixed(state.v, 1));
  setText(byId('v-a'), fixed(state.a, 1));
  setText(byId('v-soc'), fixed(state.soc, 1));
  setText(byId('v-wh'), fixed(state.wh, 0));
  setText(byId('clock'), duration(state.t) + (state.speed && state.speed !== 1 ? ` at ${state.speed}×` : ''));
  if (state.gate.length > 0) showGate(state.gate);
  showPanel(state.panel);
  showFacts(state.facts);
  showMarks(state.watermarks);
}

function showGate(rows) {
  const missing = rows.filter(r => r.holds === false).length;
  const unknown = rows.some(r => r.holds === null);
  const sum = byId('gate-sum');
  setText(sum, unknown ? 'not known' : missing === 0 ? 'open' : `closed: ${missing} of ${rows.length} do not hold`);
  setClass(sum, 'pill ' + (unknown ? '' : missing === 0 ? 'good' : 'warn'));
  follow(byId('gate-rows'), rows, () => el('li', {}, el('span', { class: 'n' }), el('span', { class: 'sign', role: 'img' }), el('span', {}, el('b'), el('i', { title: 'a safety condition: its loss opens the contactor with the STOP' }, 'S'), el('small'))), (row, r) => {
    const [n, sign, words] = row.children;
    setClass(row, r.holds === null ? 'unknown' : r.holds ? 'yes' : 'no');
    setText(n, String(r.number));
    setText(sign, r.holds === null ? '?' : r.holds ? '✓' : '✕');
    sign.setAttribute('aria-label', r.holds === null ? 'not known' : r.holds ? 'holds' : 'does not hold');
    setText(words.children[0], r.name);
    words.children[1].hidden = !r.safety;
    setText(words.children[2], r.reason);
  });
}

let pattern = '';
let blinking = null;

/** The light blinks at its own pace, also where the charger's time goes faster: 2 Hz is the most there is. */
function showPanel(panel) {
  byId('panel').hidden = !panel;
  if (!panel) return;
  const light = byId('light');
  setClass(light, 'light ' + panel.colour);
  setText(byId('light-words'), panel.light ? `${panel.light}: ${panel.colour}, ${panel.pattern}` : panel.pattern);
  setText(byId('buzzer-words'), panel.sounds ? 'sounds' : panel.buzzer);
  setClass(byId('buzzer-words'), panel.sounds ? 'warn' : panel.buzzer.includes('refused') ? 'bad' : '');
  setText(byId('reader-words'), panel.reader);
  const now = `${panel.light} ${panel.colour} ${panel.onMs} ${panel.offMs}`;
  if (now === pattern) return;
  pattern = now;
  blinking?.cancel();
  blinking = null;
  light.setAttribute('aria-label', panel.light ? `status light ${panel.colour}, ${panel.pattern}` : 'status light dark');
  if (panel.offMs === 0 || matchMedia('(prefers-reduced-motion: reduce)').matches) return;
  const part = panel.onMs / (panel.onMs + panel.offMs);
  blinking = light.animate([{ opacity: 1 }, { opacity: 1, offset: part }, { opacity: .12, offset: part }, { opacity: .12 }], { duration: panel.onMs + panel.offMs, iterations: Infinity });
}

function showFacts(facts) {
  const flat = facts.flatMap(f => [{ text: f.name, tag: 'dt', tone: '' }, { text: f.value, tag: 'dd', tone: f.tone }]);
  follow(byId('fact-rows'), flat, f => el(f.tag), (row, f) => {
    setText(row, f.text);
    setClass(row, f.tone);
  });
}

function showMarks(rows) {
  const body = byId('mark-rows');
  const items = [];
  let kind = '';
  for (const row of rows) {
    if (row.kind !== kind) items.push({ heading: plural(row) });
    kind = row.kind;
    items.push(row);
  }
  follow(body, items, () => el('tr'), (tr, item) => {
    if (item.heading) {
      tr.className = 'kind';
      tr.replaceChildren(el('td', { colspan: 4 }, item.heading));
      return;
    }
    tr.className = '';
    const name = el('td', {}, item.name);
    if (item.trouble) name.append(' ', el('span', { class: 'bad' }, item.trouble));
    const extreme = el('td', {}, number(item.extreme));
    if (item.size && item.extreme !== null) extreme.append(el('progress', { max: item.size, value: item.extreme, 'aria-label': `${item.name}: at most ${item.extreme} of ${item.size}` }));
    tr.replaceChildren(name, el('td', {}, number(item.now)), extreme, el('td', {}, number(item.size)));
  });
}

const headings = { heap: 'Heap (peak: least free)', ring: 'Receive rings', lock: 'Locks (peak: longest hold)', queue: 'Queues', pool: 'Buffers of the link', thread: 'Threads (peak: longest step)' };
const plural = row => `${headings[row.kind] ?? row.kind}, ${row.unit.split(' ')[0]}`;
const number = n => n === null || n === undefined ? '–' : n.toLocaleString('en-GB');

/** Greys out what nothing is known of here, with the reason. */
export function showMissing(missing) {
  for (const place of document.querySelectorAll('[data-missing]')) {
    const why = missing[place.dataset.missing];
    place.hidden = !why;
    if (why) setText(place, why);
  }
}

/** The table of a central system's chargers; one of them is chosen. */
export function showChargers(rows, chosen, choose) {
  follow(byId('charger-rows'), rows.map(r => ({ ...r, chosen: r.identity === chosen })), r => {
    const radio = el('input', { type: 'radio', name: 'charger' });
    const tr = el('tr', {}, el('td', {}, el('label', { class: 'inline' }, radio, el('span'))), el('td'), el('td'), el('td'), el('td'), el('td'));
    radio.addEventListener('change', () => choose(tr.identity));
    tr.addEventListener('click', () => choose(tr.identity));
    return tr;
  }, (tr, r) => {
    tr.identity = r.identity;
    setClass(tr, r.chosen ? 'chosen' : '');
    tr.querySelector('input').checked = r.chosen;
    setText(tr.querySelector('span'), r.identity);
    const cells = [r.connected ? 'connected' : 'away', r.status, r.transaction, String(r.messages), String(r.violations)];
    cells.forEach((text, i) => setText(tr.children[i + 1], text));
    setClass(tr.children[1], r.connected ? 'good' : 'muted');
    setClass(tr.children[5], r.violations > 0 ? 'bad' : '');
  });
}
