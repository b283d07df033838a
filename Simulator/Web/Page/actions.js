// Buttons made from the simulator's own list of actions.
import { byId, el, setText } from './dom.js';
import { actionsOfServer, post } from './stream.js';

/** UID of the card at hand: a simulated charger has a reader for it, a board is told to start with it. */
const card = '04A1B2C3D4E5F6';

/** The usual ones at one press: name, label, values, how it looks. */
const quick = [
  ['plug', 'Plug in', {}, 'main'], ['present', 'Present a card', { id: card }, ''], ['press', 'Press STOP', { button: 'stop' }, ''], ['unplug', 'Unplug', {}, ''],
  ['remote start', 'Remote start', { id: card }, ''], ['remote stop', 'Remote stop', {}, ''],
  ['cut link', 'Cut the link', {}, ''], ['cut power', 'Cut the power', {}, ''], ['emergency stop', 'Emergency stop', {}, 'danger'],
];

/** What a required field begins with, so that one press does something sensible. */
const usual = { id: card, ids: `${card}, RIDER-2`, key: 'HeartbeatInterval', value: '60', limit: '1000', version: '1', action: 'GetConfiguration', payload: '{}', vendor: 'charger', url: '', celsius: '60', bits: '2', line: 'status', reservation: '1', message: '' };

export class Actions {
  constructor(charger) {
    this.charger = charger;
    this.all = [];
    this.lasting = [];
    this.side = 'world';
    for (const tab of [byId('tab-world'), byId('tab-central')]) {
      tab.addEventListener('click', () => this.choose(tab.id.slice(4)));
      tab.addEventListener('keydown', e => {
        if (!['ArrowLeft', 'ArrowRight'].includes(e.key)) return;
        this.choose(this.side === 'world' ? 'central' : 'world');
        byId('tab-' + this.side).focus();
      });
    }
    byId('action-form').addEventListener('submit', e => { e.preventDefault(); this.submit(e.submitter?.value !== 'off'); });
    byId('action-form').addEventListener('keydown', e => { if (e.key === 'Escape') this.close(); });
  }

  async load() {
    this.all = await actionsOfServer();
    const world = this.all.some(a => a.group === 'world');
    byId('tab-world').hidden = !world;
    byId('tab-central').hidden = !this.all.some(a => a.group === 'central');
    this.makeQuick();
    this.choose(world ? this.side : 'central');
  }

  find(name) { return this.all.find(a => a.name === name); }

  makeQuick() {
    const buttons = quick.filter(([name]) => this.find(name)).map(([name, label, values, look]) => {
      const action = this.find(name);
      const button = el('button', { type: 'button', class: look, title: action.missing ?? action.help, disabled: Boolean(action.missing) }, label);
      if (action.lasts) button.setAttribute('aria-pressed', 'false');
      button.dataset.action = name;
      button.addEventListener('click', () => this.run(action, values, !(action.lasts && this.lasting.includes(name))));
      return button;
    });
    byId('quick').replaceChildren(...buttons);
  }

  choose(side) {
    this.side = side;
    for (const tab of [byId('tab-world'), byId('tab-central')]) {
      const chosen = tab.id === 'tab-' + side;
      tab.setAttribute('aria-selected', String(chosen));
      tab.tabIndex = chosen ? 0 : -1;
    }
    byId('action-list').setAttribute('aria-labelledby', 'tab-' + side);
    byId('action-list').replaceChildren(...this.all.filter(a => a.group === side).map(a => {
      const chip = el('button', { type: 'button', title: a.missing ?? a.help, 'aria-expanded': 'false', 'aria-controls': 'action-form' }, a.label);
      chip.dataset.action = a.name;
      chip.addEventListener('click', () => this.current === a ? this.close() : this.open(a));
      return chip;
    }));
    this.close();
    this.showLasting(this.lasting);
  }

  open(action) {
    this.current = action;
    this.mark();
    const form = byId('action-form');
    const help = el('p', { class: 'help' }, el('b', {}, action.label + '. '), action.help);
    if (action.missing) {
      form.replaceChildren(help, el('p', { class: 'help muted' }, 'Not from here: ' + action.missing));
      form.hidden = false;
      return;
    }
    const fields = action.fields.map(f => el('label', {}, el('span', {}, el('b', {}, f.name + (f.required ? ' *' : '')), ' ' + (f.meaning === f.name ? '' : f.meaning)), control(f)));
    const buttons = action.lasts
      ? [el('button', { class: 'main', value: 'on' }, 'Begin'), el('button', { value: 'off', formnovalidate: true }, 'End')]
      : [el('button', { class: 'main', value: 'on' }, 'Do it')];
    form.replaceChildren(help, ...fields, el('div', { class: 'buttons' }, ...buttons, el('button', { type: 'button', class: 'quiet', onclick: () => this.close() }, 'Close')));
    form.hidden = false;
    (form.querySelector('input, select') ?? form.querySelector('button')).focus({ preventScroll: true });
  }

  close() {
    const form = byId('action-form');
    const within = form.contains(document.activeElement);
    const was = this.current;
    this.current = null;
    form.hidden = true;
    form.replaceChildren();
    this.mark();
    if (within && was) byId('action-list').querySelector(`[data-action="${CSS.escape(was.name)}"]`)?.focus();
  }

  mark() {
    for (const chip of byId('action-list').children) chip.setAttribute('aria-expanded', String(chip.dataset.action === this.current?.name));
  }

  submit(begins) {
    const fields = {};
    for (const input of byId('action-form').querySelectorAll('input, select')) if (input.value !== '') fields[input.name] = input.value;
    this.run(this.current, fields, begins);
  }

  async run(action, fields, begins) {
    this.say({ ok: true, said: `${action.label} ...` });
    this.say(await post('/web/do', { name: action.name, fields, begins, charger: this.charger() ?? '' }));
  }

  say(answer) {
    const said = byId('said');
    setText(said, answer.said);
    said.className = 'said ' + (answer.ok ? 'muted' : 'bad');
  }

  showLasting(names) {
    this.lasting = names;
    for (const button of byId('quick').querySelectorAll('[aria-pressed]')) button.setAttribute('aria-pressed', String(names.includes(button.dataset.action)));
    for (const chip of byId('action-list').children) {
      const action = this.find(chip.dataset.action);
      chip.className = action.missing ? 'unusable' : names.includes(action.name) ? 'going' : '';
    }
  }
}

function control(f) {
  if (f.words) {
    const options = f.words.map(w => el('option', { value: w }, w));
    if (!f.required) options.unshift(el('option', { value: '' }, f.otherwise ? `${f.otherwise} (usual)` : 'usual'));
    return el('select', { name: f.name }, ...options);
  }
  const otherwise = f.otherwise === null || f.otherwise === undefined ? '' : String(f.otherwise);
  const input = f.isText
    ? el('input', { name: f.name, maxlength: f.max, required: f.required, placeholder: otherwise || `text of at most ${f.max}`, autocomplete: 'off', spellcheck: 'false' })
    : el('input', { name: f.name, type: 'number', min: f.min, max: f.max, step: 'any', required: f.required, placeholder: otherwise || `${f.min} to ${f.max}` });
  if (f.required) input.value = usual[f.name] ?? (f.isText ? '' : String(f.min));
  return input;
}
