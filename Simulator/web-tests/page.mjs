// What the tests do with an open page again and again.
import assert from 'node:assert/strict';
import { Simulator } from './simulator.mjs';

export const waitMs = 60_000;

/** A charger that has booted and is online, its page open; what a browser complains of fails the test at its end. */
export async function openCharger(browser, { speed = 10, port = 0, fitted = [], ...context } = {}) {
  const simulator = await Simulator.start('run', '--web', String(port), '--seconds', '1', '--speed', String(speed), '--brief', ...fitted);
  // The session that run plays comes first; then the charger is the page's.
  await simulator.told(/^(the charger stays on)/);
  const page = await openPage(browser, simulator.url, context);
  await status(page, 'Available');
  return { simulator, page };
}

export async function openPage(browser, url, { extra = () => {}, ...options } = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  const page = await context.newPage();
  page.complaints = [];
  page.on('console', m => { if (m.type() === 'error' || m.type() === 'warning') page.complaints.push(m.text()); });
  page.on('pageerror', e => page.complaints.push(e.message));
  await extra(page);
  await page.goto(url);
  await page.locator('#link', { hasText: 'live' }).waitFor({ timeout: waitMs });
  return page;
}

export const status = (page, text) => page.locator('#v-status', { hasText: new RegExp(`^${text}$`) }).waitFor({ timeout: waitMs });

export const gateRow = (page, number) => page.locator('#gate-rows > li').nth(number - 1);

/** Waits until a condition of the gate holds or not; its reason. */
export async function gate(page, number, holds) {
  await page.locator(`#gate-rows > li:nth-child(${number}).${holds ? 'yes' : 'no'}`).waitFor({ timeout: waitMs });
  return gateRow(page, number).locator('small').innerText();
}

export const quick = (page, name) => page.locator(`#quick [data-action="${name}"]`);

/** Opens an action of the list, fills fields, presses its button; what the page then says and whether it is good. */
export async function act(page, side, name, fields = {}, button = null) {
  await page.locator('#tab-' + side).click();
  const chip = page.locator(`#action-list [data-action="${name}"]`);
  if (await chip.getAttribute('aria-expanded') !== 'true') await chip.click();
  const form = page.locator('#action-form');
  for (const [field, value] of Object.entries(fields)) {
    const control = form.locator(`[name="${field}"]`);
    if (await control.evaluate(c => c.tagName) === 'SELECT') await control.selectOption(value);
    else await control.fill(value);
  }
  await page.evaluate(() => { document.getElementById('said').textContent = ''; });
  await form.locator(`button[value="${button ?? 'on'}"]`).click();
  return answered(page);
}

/** The answer to what was pressed last. */
export async function answered(page) {
  await page.waitForFunction(() => { const said = document.getElementById('said').textContent; return said !== '' && !said.endsWith(' ...'); }, null, { timeout: waitMs });
  return page.locator('#said').evaluate(s => ({ text: s.textContent, good: !s.classList.contains('bad') }));
}

export async function charge(page) {
  await quick(page, 'plug').click();
  await gate(page, 3, true);
  await quick(page, 'present').click();
  await status(page, 'Charging');
}

export function quiet(page) {
  assert.deepEqual(page.complaints, [], 'the browser complains');
}

