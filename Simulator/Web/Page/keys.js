// Single letters that go to a part of the page; listed under "?".
import { byId, el } from './dom.js';

const keys = [
  ['a', 'actions', () => byId('quick').querySelector('button:not(:disabled)')], ['g', 'gate', () => byId('gate')], ['c', 'charts', () => byId('chart-grid').querySelector('canvas')],
  ['/', 'filter of the OCPP messages', () => byId('trace-filter')], ['t', 'OCPP messages (arrow keys scroll, Tab goes to each)', () => byId('trace-rows')],
  ['s', 'serial console, the line to type', () => byId('console-line')], ['w', 'watermarks', () => byId('marks')],
];

export function listenForKeys(togglePause) {
  const rows = [...keys.map(([key, what]) => [key, what]), ['p', 'pause the OCPP messages, or go on'], ['?', 'this list'], ['Esc', 'closes a form, leaves a field'], ['← →', 'in a chart: reads it point by point; in the tabs: the other side'], ['↑ ↓', 'in the console: lines typed before']];
  byId('key-rows').replaceChildren(...rows.flatMap(([key, what]) => [el('dt', {}, el('kbd', {}, key)), el('dd', {}, what)]));
  byId('keys-open').addEventListener('click', () => byId('keys').showModal());
  const on = byId('keys-on');
  on.checked = localStorage.getItem('keys') !== 'off';
  on.addEventListener('change', () => localStorage.setItem('keys', on.checked ? 'on' : 'off'));
  document.addEventListener('keydown', e => press(e, togglePause));
}

function press(e, togglePause) {
  const field = e.target.closest('input, select, textarea');
  if (e.key === 'Escape' && field && !e.target.closest('#action-form')) field.blur();
  if (field || e.ctrlKey || e.altKey || e.metaKey || byId('keys').open) return;
  if (e.key === '?') byId('keys').showModal();
  else if (!byId('keys-on').checked) return;
  else if (e.key === 'p') togglePause();
  else if (keys.find(([key]) => key === e.key)) go(keys.find(([key]) => key === e.key)[2]());
  else return;
  e.preventDefault();
}

function go(target) {
  if (!target) return;
  if (target.tabIndex < 0) target.setAttribute('tabindex', '-1');
  target.focus();
  target.scrollIntoView({ block: 'nearest' });
}
