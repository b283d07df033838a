// The serial console: lines as they come, a line to type with history.
import { byId, el, setText } from './dom.js';
import { post } from './stream.js';

const mostLines = 1000, mostHistory = 100;
const figures = / t_s=|^\[(Status|Metrics|Vehicle|Charger)\]/;

export class SerialConsole {
  constructor(said) {
    this.lines = [];
    this.history = [];
    this.at = 0;
    this.said = said;
    this.rows = byId('console-rows');
    this.field = byId('console-line');
    byId('console-form').addEventListener('submit', e => { e.preventDefault(); this.type(); });
    this.field.addEventListener('keydown', e => this.recall(e));
    for (const id of ['console-figures', 'console-world']) byId(id).addEventListener('change', () => this.show());
  }

  usable(why, central) {
    setText(byId('console-title'), central ? 'Console' : 'Serial console');
    for (const part of byId('console-form').querySelectorAll('input, button')) part.disabled = Boolean(why);
    this.field.placeholder = why ? 'nothing can be typed here' : central ? 'reset soft, @CP-1 remote start RIDER-1, @all trigger Heartbeat ...' : 'help, status, show all, start RIDER-1 ...';
  }

  async type() {
    const line = this.field.value;
    this.field.value = '';
    const answer = await post('/web/type', { line });
    if (!answer.ok) { this.said(answer); this.field.value = line; return; }
    // What the server masked holds a secret and is not kept.
    if (line.trim() && answer.said === '' && this.history[this.history.length - 1] !== line) this.history.push(line);
    this.history = this.history.slice(-mostHistory);
    this.at = this.history.length;
  }

  recall(e) {
    const by = { ArrowUp: -1, ArrowDown: 1 }[e.key];
    if (!by) return;
    e.preventDefault();
    this.at = Math.min(this.history.length, Math.max(0, this.at + by));
    this.field.value = this.history[this.at] ?? '';
    this.field.setSelectionRange(this.field.value.length, this.field.value.length);
  }

  add(part) {
    if (part.lost > 0) this.take({ source: 'gap', text: `${part.lost} lines are missing here: the page was too slow or away` });
    for (const line of part.items) this.take(line);
  }

  clear() {
    this.lines = [];
    this.rows.replaceChildren();
  }

  take(line) {
    this.lines.push(line);
    if (this.lines.length > mostLines) this.lines.shift();
    if (!this.fits(line)) return;
    const atEnd = this.rows.scrollHeight - this.rows.scrollTop - this.rows.clientHeight < 40;
    this.rows.append(row(line));
    while (this.rows.children.length > mostLines) this.rows.firstElementChild.remove();
    if (atEnd) this.rows.scrollTop = this.rows.scrollHeight;
  }

  fits(line) {
    if (line.source === 'world' || line.source === 'central') return byId('console-world').checked;
    return line.source !== 'serial' || byId('console-figures').checked || !figures.test(line.text);
  }

  show() {
    this.rows.replaceChildren(...this.lines.filter(l => this.fits(l)).map(row));
    this.rows.scrollTop = this.rows.scrollHeight;
  }
}

function row(line) {
  const level = / ERROR /.test(line.text) || line.text.startsWith('error:') ? 'error' : / WARN/.test(line.text) ? 'warning' : '';
  const before = { world: '· ', central: '· ', typed: '> ' }[line.source] ?? '';
  return el('div', { class: line.source === 'serial' ? level : line.source }, before + line.text);
}
