// The OCPP messages: filter, expand, copy, pause. At most so many rows are kept.
import { byId, copyText, duration, el, setText } from './dom.js';

const mostRows = 500;

export class Trace {
  constructor() {
    this.messages = [];
    this.waiting = [];
    this.rows = byId('trace-rows');
    this.who = null;
    byId('trace-filter').addEventListener('input', () => this.show());
    byId('trace-way').addEventListener('change', () => this.show());
    byId('trace-pause').addEventListener('click', () => this.pause());
    byId('trace-copy').addEventListener('click', async e => this.copied(e.target, this.shown().map(asLine).join('\n')));
  }

  get paused() { return byId('trace-pause').getAttribute('aria-pressed') === 'true'; }

  add(part) {
    if (part.lost > 0) this.take({ gap: part.lost });
    for (const message of part.items) this.take(message);
    this.count();
  }

  clear() {
    this.messages = [];
    this.waiting = [];
    this.rows.replaceChildren();
    this.count();
  }

  /** Only the messages of one charger; null for all. */
  of(who) {
    if (this.who === who) return;
    this.who = who;
    this.show();
  }

  take(message) {
    if (this.paused) {
      this.waiting.push(message);
      if (this.waiting.length > mostRows) this.waiting.shift();
      return;
    }
    this.messages.push(message);
    if (this.messages.length > mostRows) this.messages.shift();
    if (!this.fits(message)) return;
    const atEnd = this.rows.scrollHeight - this.rows.scrollTop - this.rows.clientHeight < 40;
    this.rows.append(this.row(message));
    while (this.rows.children.length > mostRows) this.rows.firstElementChild.remove();
    if (atEnd) this.rows.scrollTop = this.rows.scrollHeight;
  }

  pause() {
    byId('trace-pause').setAttribute('aria-pressed', String(!this.paused));
    if (!this.paused) for (const message of this.waiting.splice(0)) this.take(message);
    this.count();
  }

  fits(m) {
    if (m.gap) return true;
    if (this.who && m.who && m.who !== this.who) return false;
    const way = byId('trace-way').value;
    if (way === 'error' ? m.type !== 4 : way && (way === 'out') !== m.fromCharger) return false;
    const words = byId('trace-filter').value.toLowerCase().split(/\s+/).filter(w => w);
    if (words.length === 0) return true;
    const text = `${m.action} ${m.id} ${m.payload} ${m.who}`.toLowerCase();
    return words.every(w => text.includes(w));
  }

  shown() { return this.messages.filter(m => !m.gap && this.fits(m)); }

  show() {
    this.rows.replaceChildren(...this.messages.filter(m => this.fits(m)).map(m => this.row(m)));
    this.rows.scrollTop = this.rows.scrollHeight;
    this.count();
  }

  count() {
    const shown = this.shown().length, all = this.messages.length;
    setText(byId('trace-count'), (shown === all ? `${all} messages` : `${shown} of ${all} messages`) + (this.waiting.length > 0 ? `, ${this.waiting.length} wait` : ''));
  }

  row(m) {
    if (m.gap) return el('div', { class: 'gap' }, `${m.gap} messages are missing here: the page was too slow or away`);
    const act = m.type === 2 ? m.action : m.type === 3 ? `(${m.action})` : `! (${m.action})`;
    const kind = { 2: 'CALL', 3: 'CALLRESULT', 4: 'CALLERROR' }[m.type] ?? 'unknown kind';
    const details = el('details', { class: `type${m.type}` }, el('summary', { title: `${kind} ${m.id} ${m.utc}` },
      el('span', { class: 'muted mono' }, duration(m.t)),
      el('span', { class: 'way ' + (m.fromCharger ? 'out' : 'in'), role: 'img', 'aria-label': m.fromCharger ? 'from the charger' : 'to the charger' }, m.fromCharger ? '→' : '←'),
      el('span', { class: 'act' }, act), el('span', { class: 'brief muted' }, m.payload)));
    details.addEventListener('toggle', () => { if (details.open && details.children.length === 1) details.append(this.body(m, kind)); });
    return details;
  }

  body(m, kind) {
    const about = [kind, `id ${m.id}`, m.utc, m.who].filter(t => t).join(' · ');
    const copy = el('button', { type: 'button', class: 'quiet' }, 'Copy');
    copy.addEventListener('click', () => this.copied(copy, pretty(m.payload)));
    return el('div', { class: 'body' }, el('p', { class: 'muted small' }, about), el('pre', {}, pretty(m.payload)), copy);
  }

  async copied(button, text) {
    const before = button.textContent;
    button.textContent = await copyText(text) ? 'Copied' : 'Not allowed';
    setTimeout(() => { button.textContent = before; }, 1200);
  }
}

function pretty(payload) {
  try {
    return JSON.stringify(JSON.parse(payload), null, 2);
  } catch {
    return payload;
  }
}

const asLine = m => `${m.utc || duration(m.t)} ${m.who} ${m.fromCharger ? '->' : '<-'} ${m.type === 2 ? m.action : `(${m.action})`} ${m.id} ${m.payload}`;
