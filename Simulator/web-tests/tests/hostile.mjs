// Another site in another tab of the same browser, and a peer that reads nothing.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { rebound } from '../browser.mjs';
import { openCharger, openPage, quick, quiet, gate, waitMs } from '../page.mjs';

export const tests = {
  async 'its page can press nothing and read nothing'(browser) {
    const { simulator, page } = await openCharger(browser);
    const site = createServer((_, response) => { response.setHeader('Content-Type', 'text/html'); response.end('<!doctype html><title>hostile</title>'); });
    await new Promise(resolve => site.listen(0, '127.0.0.1', resolve));
    try {
      const told = await page.locator('#console-rows .world').count();
      const tab = await page.context().newPage();
      // Another port of the same machine, and other names of it: same-site and cross-site.
      for (const host of ['127.0.0.1', 'localhost', rebound]) {
        await tab.goto(`http://${host}:${site.address().port}/`);
        assert.deepEqual(await tab.evaluate(attack, simulator.url), []);
        await Promise.all([tab.waitForURL(simulator.url + 'web/do'), tab.evaluate(submitForm, simulator.url + 'web/do')]);
        assert.match(await tab.content(), /another site/);
      }
      await page.waitForTimeout(500);
      assert.equal(await page.locator('#console-rows .world').count(), told);
      assert.match(await gate(page, 3, false), /not plugged in/);
      await quick(page, 'plug').click();
      await gate(page, 3, true);
      quiet(page);
    } finally {
      site.close();
    }
  },

  async 'a name that was made to point here reads nothing'(browser) {
    const { simulator, page } = await openCharger(browser);
    const tab = await page.context().newPage();
    const own = new URL(simulator.url), here = `http://${rebound}:${own.port}/`;
    assert.equal((await tab.goto(here)).status(), 421);
    // The tab is now of the page's own origin, as far as the browser knows.
    const read = await tab.evaluate(async url => {
      const answers = [];
      for (const path of ['', 'web/actions', 'web/events', 'web/app.js']) answers.push((await fetch(url + path)).status);
      answers.push((await fetch(url + 'web/do', { method: 'POST', body: '{"name":"plug","fields":{},"begins":true}', headers: { 'Content-Type': 'application/json' } })).status);
      return answers;
    }, here);
    assert.deepEqual(read, [421, 421, 421, 421, 421]);
    assert.match(await gate(page, 3, false), /not plugged in/);
    quiet(page);
  },

  async 'peers that read nothing hold neither charger nor page up'(browser) {
    const { simulator, page } = await openCharger(browser);
    const url = new URL(simulator.url);
    const peers = Array.from({ length: 8 }, () => connect(Number(url.port), url.hostname, function () { this.write(`GET /web/events HTTP/1.1\r\nHost: ${url.host}\r\n\r\n`); this.pause(); }));
    const seconds = () => page.locator('#clock').innerText().then(t => t.split(' ')[0].split(':').reduce((sum, n) => 60 * sum + Number(n), 0));
    const before = await seconds();
    await quick(page, 'plug').click();
    await gate(page, 3, true);
    await page.waitForFunction(least => document.getElementById('clock').textContent.split(' ')[0].split(':').reduce((sum, n) => 60 * sum + Number(n), 0) > least, before + 30, { timeout: waitMs });
    for (const peer of peers) peer.destroy();
    quiet(page);
  },

  async 'texts from outside stay texts'(browser) {
    const { simulator } = await openCharger(browser);
    const page = await openPage(browser, simulator.url);
    const evil = '<img src=x onerror="document.title=1">';
    await page.locator('#tab-central').click();
    await page.locator('#action-list [data-action="transfer"]').click();
    await page.locator('#action-form [name="data"]').fill(evil);
    await page.locator('#action-form button.main').click();
    await page.locator('#trace-filter').fill('DataTransfer onerror');
    await page.locator('#trace-rows details').first().waitFor({ timeout: waitMs });
    await page.locator('#trace-rows summary').first().click();
    assert.match(await page.locator('#trace-rows pre').first().innerText(), /<img src=x onerror=/);
    assert.equal(await page.locator('main img').count(), 0);
    quiet(page);
  },
};

/** Every way a script has; what got through is told. Runs in the hostile page. */
async function attack(url) {
  const through = [];
  const body = JSON.stringify({ name: 'plug', fields: {}, begins: true });
  const attempts = {
    'simple POST': { method: 'POST', body, mode: 'no-cors' },
    'POST of JSON': { method: 'POST', body, headers: { 'Content-Type': 'application/json' } },
    'POST with a token': { method: 'POST', body, headers: { 'Content-Type': 'application/json', 'X-Page-Token': '0'.repeat(64) } },
  };
  for (const [name, options] of Object.entries(attempts)) {
    try {
      const response = await fetch(url + 'web/do', options);
      if (response.type !== 'opaque') through.push(name);
    } catch {
      // Refused, as it should be.
    }
  }
  for (const path of ['', 'web/actions', 'web/events', 'web/app.js']) {
    try {
      await fetch(url + path);
      through.push('reads /' + path);
    } catch {
      // Refused, as it should be.
    }
  }
  const events = await new Promise(resolve => { const source = new EventSource(url + 'web/events'); source.onopen = () => resolve(true); source.onerror = () => { source.close(); resolve(false); }; });
  if (events) through.push('stream of events');
  const socket = await new Promise(resolve => { const web = new WebSocket(url.replace('http', 'ws') + 'web/events'); web.onopen = () => resolve(true); web.onerror = () => resolve(false); });
  if (socket) through.push('WebSocket');
  const framed = await new Promise(resolve => {
    const frame = document.createElement('iframe');
    frame.onload = () => { try { resolve(frame.contentDocument?.querySelector('meta[name=page-token]') !== null && frame.contentDocument !== null && frame.contentDocument.title !== ''); } catch { resolve(false); } };
    frame.src = url;
    document.body.append(frame);
  });
  if (framed) through.push('frame');
  return through;
}

function submitForm(target) {
  const form = document.createElement('form');
  form.method = 'POST';
  form.enctype = 'text/plain';
  form.action = target;
  const field = document.createElement('input');
  field.name = '{"name":"plug","fields":{},"begins":true,"x":"';
  field.value = '"}';
  form.append(field);
  document.body.append(form);
  form.submit();
}
