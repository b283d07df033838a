// Joins the stream of the server to the parts of the page.
import { byId, setClass, setText } from './dom.js';
import { Actions } from './actions.js';
import { Charts } from './charts.js';
import { SerialConsole } from './console.js';
import { listenForKeys } from './keys.js';
import { showChargers, showMissing, showState } from './state.js';
import { Stream } from './stream.js';
import { Trace } from './trace.js';

let kind = 'charger', chosen = null;
const charts = new Charts();
const trace = new Trace();
const actions = new Actions(() => chosen);
const serial = new SerialConsole(answer => actions.say(answer));

function choose(identity) {
  chosen = identity;
  trace.of(identity);
}

function hello(what) {
  kind = what.kind;
  setText(byId('title'), what.title);
  document.title = what.title;
  document.body.dataset.kind = kind;
  const central = kind === 'central';
  for (const id of ['state', 'gate', 'charts', 'marks', 'facts']) byId(id).hidden = central;
  byId('chargers').hidden = !central;
  for (const id of ['state', 'gate', 'charts', 'marks']) document.querySelector(`nav a[href="#${id}"]`).hidden = central;
  const notice = byId('notice');
  notice.hidden = !what.missing.notice;
  setText(notice, what.missing.notice ?? '');
  showMissing(what.missing);
  serial.usable(what.missing.console, central);
  actions.load();
}

function state(s) {
  if (kind === 'central') {
    if (!s.chargers.some(c => c.identity === chosen)) choose(s.chargers[0]?.identity ?? null);
    showChargers(s.chargers, chosen, identity => { choose(identity); showChargers(s.chargers, chosen, choose); });
  }
  showState(s);
  actions.showLasting(s.lasting);
}

new Stream({
  hello, state,
  points: p => charts.addPoints(p),
  marks: part => charts.addMarks(part),
  lines: part => serial.add(part),
  messages: part => trace.add(part),
}, there => {
  setText(byId('link'), there ? 'live' : 'connection lost, trying again');
  setClass(byId('link'), 'pill ' + (there ? 'good' : 'bad'));
});
listenForKeys(() => trace.pause());
