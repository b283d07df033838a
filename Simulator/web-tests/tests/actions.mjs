// Every action of the list, pressed once as the page fills it in.
import assert from 'node:assert/strict';
import { act, openCharger, quiet, waitMs } from '../page.mjs';

/** What they need beside what the page fills in. */
const values = {
  call: { action: 'GetConfiguration', payload: '{"key":["HeartbeatInterval"]}' },
  close: { code: '1001' },
  'answer error': { action: 'Heartbeat' },
  'lose answers': { count: '1' },
};

/** An answer of the charger that is no yes: the way it stands, it must not. */
const answeredNo = /: (Rejected|Occupied|Faulted|Unavailable|NotSupported|UnknownVendorId|UnknownMessageId|Failed|VersionMismatch)$|no transaction runs$|the charger has asked for none;/;

/** After these the charger is away for a while. */
const restarts = ['reset', 'flash fault', 'end thread', 'hang thread', 'cut power', 'kill', 'close', 'mute', 'lose answers', 'answer error', 'cut link'];

export const tests = {
  async 'each one is answered'(browser, report) {
    const { page } = await openCharger(browser, { speed: 15, fitted: ['--meter', 'sdm120'] });
    const list = await page.evaluate(async () => (await fetch('/web/actions')).json());
    const usable = list.filter(a => !a.missing);
    assert.equal(usable.length, list.length, 'all can be pressed beside a simulated charger and our own central system');
    const calm = usable.filter(a => !restarts.includes(a.name)), rough = restarts.map(name => usable.find(a => a.name === name)).filter(a => a);
    for (const action of [...calm, ...rough]) await press(page, action);
    report.figures['web.actions_tested'] = usable.length;
    quiet(page);
  },
};

async function press(page, action) {
  if (action.group === 'central') await online(page);
  const answer = await act(page, action.group, action.name, values[action.name]);
  assert.ok(answer.good || answeredNo.test(answer.text), `${action.name}: ${answer.text}`);
  assert.doesNotMatch(answer.text, /there is no action|no answer: the simulator/);
  if (action.lasts) assert.ok((await act(page, action.group, action.name, values[action.name], 'off')).good, `${action.name} is not taken back`);
  if (restarts.includes(action.name)) await online(page);
}

const online = page => page.locator('#fact-rows dd.good', { hasText: 'connected' }).waitFor({ timeout: 2 * waitMs });
