// A vehicle is plugged in and charges, things break, the central system stops it.
import assert from 'node:assert/strict';
import { act, charge, gate, openCharger, quick, quiet, status, waitMs } from '../page.mjs';

export const tests = {
  async 'a session from plug to remote stop'(browser, report) {
    const { page } = await openCharger(browser);
    assert.equal(await page.locator('#gate-rows > li').count(), 11);
    assert.match(await gate(page, 3, false), /not plugged in/);
    await charge(page);
    await page.waitForFunction(() => Number(document.getElementById('v-w').textContent) > 0.5, null, { timeout: waitMs });
    await page.locator('#gate-sum', { hasText: /^open$/ }).waitFor();
    assert.equal(await page.locator('#gate-rows > li.yes').count(), 11);
    if (report.screenshot) await picture(page, report.screenshot);
    const stopped = await act(page, 'central', 'remote stop');
    assert.match(stopped.text, /RemoteStopTransaction: Accepted/);
    await status(page, 'Finishing');
    // Values are drawn some times a second, the status as it comes.
    await page.waitForFunction(() => Number(document.getElementById('v-w').textContent) === 0, null, { timeout: waitMs });
    await quick(page, 'unplug').click();
    await status(page, 'Available');
    quiet(page);
  },

  async 'a card at the reader: light and buzzer tell'(browser) {
    const { page } = await openCharger(browser);
    await page.locator('#light.green').waitFor({ timeout: waitMs });
    await quick(page, 'plug').click();
    await page.locator('#light-words', { hasText: 'Preparing: green, 500 ms on, 500 ms off' }).waitFor({ timeout: waitMs });
    await quick(page, 'present').click();
    await page.locator('#buzzer-words', { hasText: 'one long tone: accepted' }).waitFor({ timeout: waitMs });
    await page.locator('#light.blue').waitFor({ timeout: waitMs });
    assert.ok(await page.locator('#light').evaluate(l => l.getAnimations().length) > 0, 'the light does not blink');
    await act(page, 'world', 'present', { id: 'AABBCCDD' });
    await page.locator('#buzzer-words', { hasText: '3 short tones: refused' }).waitFor({ timeout: waitMs });
    quiet(page);
  },

  async 'messages are filtered, opened and copied'(browser) {
    const { page } = await openCharger(browser);
    await page.locator('#trace-filter').fill('starttransaction RIDER-1');
    const row = page.locator('#trace-rows details');
    await page.locator('#trace-count', { hasText: /^1 of / }).waitFor({ timeout: waitMs });
    assert.equal(await row.count(), 1);
    await row.locator('summary').click();
    const payload = JSON.parse(await row.locator('pre').innerText());
    assert.equal(payload.idTag, 'RIDER-1');
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await row.getByRole('button', { name: 'Copy' }).click();
    await row.getByRole('button', { name: 'Copied' }).waitFor();
    assert.deepEqual(JSON.parse(await page.evaluate(() => navigator.clipboard.readText())), payload);
    await page.locator('#trace-filter').fill('');
    await page.locator('#trace-way').selectOption('in');
    assert.equal(await page.locator('#trace-rows .way.out').count(), 0);
    assert.ok(await page.locator('#trace-rows .way.in').count() > 3);
    quiet(page);
  },

  async 'the console answers, and keeps no secret'(browser) {
    const { page } = await openCharger(browser);
    const type = async line => { await page.locator('#console-line').fill(line); await page.locator('#console-line').press('Enter'); };
    await type('status');
    await page.locator('#console-rows', { hasText: 'output off: no transaction is running (1)' }).waitFor({ timeout: waitMs });
    await type('ocpp key 000102030405060708090a0b0c0d0e0f');
    await page.locator('#console-rows .typed', { hasText: '****' }).waitFor({ timeout: waitMs });
    await page.locator('#console-line').press('ArrowUp');
    assert.equal(await page.locator('#console-line').inputValue(), 'status');
    assert.ok(!(await page.content()).includes('000102030405'), 'the page holds the key');
    await type('<img src=x onerror=alert(1)>');
    await page.locator('#console-rows', { hasText: "no command '<img" }).waitFor({ timeout: waitMs });
    assert.equal(await page.locator('#console-rows img').count(), 0);
    quiet(page);
  },

  async 'what breaks is told by the gate, and heals'(browser) {
    const { page } = await openCharger(browser);
    await charge(page);
    await gate(page, 6, true);
    assert.ok((await act(page, 'world', 'module silent')).good);
    assert.match(await gate(page, 6, false), /offline: fewer than two of its three messages/);
    assert.equal(await page.locator('#action-list [data-action="module silent"]').evaluate(c => c.classList.contains('going')), true);
    assert.ok((await act(page, 'world', 'module silent', {}, 'off')).good);
    await gate(page, 6, true);
    assert.ok((await act(page, 'world', 'bms refuse', { bits: '4' })).good);
    assert.match(await gate(page, 4, false), /the BMS refuses \(bits 04\)/);
    assert.ok((await act(page, 'world', 'bms refuse', { bits: '4' }, 'off')).good);
    await quick(page, 'emergency stop').click();
    assert.match(await gate(page, 10, false), /emergency stop is pressed/);
    assert.equal(await quick(page, 'emergency stop').getAttribute('aria-pressed'), 'true');
    await quick(page, 'emergency stop').click();
    await gate(page, 10, true);
    quiet(page);
  },

  async 'link and power are cut and come back'(browser) {
    const { page } = await openCharger(browser);
    await quick(page, 'cut power').click();
    await status(page, 'no power');
    assert.equal(await page.locator('#gate-rows > li.unknown').count(), 11);
    await quick(page, 'cut power').click();
    await status(page, 'Available');
    await quick(page, 'cut link').click();
    await page.locator('#fact-rows dd.warn', { hasText: /last error|no answer|not accepted/ }).first().waitFor({ timeout: waitMs });
    await quick(page, 'cut link').click();
    await page.locator('#fact-rows dd.good', { hasText: 'connected' }).waitFor({ timeout: waitMs });
    quiet(page);
  },
};

/** The picture of the README: some minutes of charging, then still. */
async function picture(page, path) {
  await page.waitForFunction(() => Number(document.getElementById('v-wh').textContent) > 60, null, { timeout: waitMs });
  await page.setViewportSize({ width: 1280, height: 1060 });
  await page.evaluate(() => { scrollTo(0, 0); document.activeElement.blur(); });
  await page.mouse.move(0, 0);
  await page.screenshot({ path });
  await page.setViewportSize({ width: 1280, height: 800 });
}
