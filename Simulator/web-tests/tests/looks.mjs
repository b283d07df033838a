// Dark, light, phone: nothing hangs out, nothing is too faint, everything has a name.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from '../browser.mjs';
import { charge, openCharger, openPage, quiet } from '../page.mjs';

const phone = { width: 360, height: 740 };

export const tests = {
  async 'dark and light can both be read'(browser) {
    const { simulator, page } = await openCharger(browser, { colorScheme: 'light' });
    await charge(page);
    const dark = await openPage(browser, simulator.url, { colorScheme: 'dark' });
    const ground = p => p.evaluate(() => getComputedStyle(document.body).backgroundColor);
    assert.notEqual(await ground(page), await ground(dark));
    for (const p of [page, dark]) assert.deepEqual(await p.evaluate(faint), []);
    quiet(page);
    quiet(dark);
  },

  async 'a phone shows all of it without scrolling sideways'(browser) {
    const { page } = await openCharger(browser, { viewport: phone, hasTouch: true });
    await page.locator('#action-list [data-action="plug"]').click();
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), phone.width);
    assert.deepEqual(await page.evaluate(wide => [...document.querySelectorAll('main *')].filter(e => e.checkVisibility() && !e.closest('.rows, .scroll, .hidden') && e.getBoundingClientRect().right > wide + 0.5).map(e => e.outerHTML.slice(0, 80)), phone.width), []);
    // WCAG 2.5.8: what is pressed is at least 24 px high and wide.
    assert.deepEqual(await page.evaluate(() => [...document.querySelectorAll('button, select, input:not([type=checkbox])')].filter(e => e.checkVisibility()).filter(e => { const r = e.getBoundingClientRect(); return r.height < 24 || r.width < 24; }).map(e => e.outerHTML.slice(0, 80))), []);
    quiet(page);
  },

  async 'everything has a name for a screen reader'(browser) {
    const { page } = await openCharger(browser);
    assert.deepEqual(await page.evaluate(() => [...document.querySelectorAll('button, input, select, canvas, [role=log]')].filter(e => e.checkVisibility()).filter(e => !(e.textContent.trim() || e.getAttribute('aria-label') || e.labels?.[0]?.textContent.trim())).map(e => e.outerHTML.slice(0, 80))), []);
    assert.match(await page.locator('#chart-grid canvas').first().getAttribute('aria-label'), /^Power from 0 to [\d.]+ kW over /);
    quiet(page);
  },

  async 'the page is small and whole'(browser, report) {
    const folder = join(repository, 'Simulator', 'Web', 'Page');
    const bytes = readdirSync(folder).reduce((sum, f) => sum + statSync(join(folder, f)).size, 0);
    report.figures['web.page_kb'] = (bytes / 1024).toFixed(1);
    const asked = [];
    const { simulator, page } = await openCharger(browser, { extra: p => p.on('request', r => asked.push(r.url())) });
    for (const url of asked) assert.ok(url.startsWith(simulator.url), `${url} is not the page's own`);
    for (const file of readdirSync(folder)) if (file !== 'index.html') assert.ok(asked.some(u => u.endsWith('/' + file)), `${file} is not used: ${readFileSync(join(folder, file), 'utf8').slice(0, 40)}`);
    quiet(page);
  },
};

/** Texts whose contrast to what is behind them is below 4.5 (WCAG 1.4.3); runs in the page. */
function faint() {
  const rgb = text => { const c = document.createElement('canvas').getContext('2d', { willReadFrequently: true }); c.fillStyle = text; c.fillRect(0, 0, 1, 1); return [...c.getImageData(0, 0, 1, 1).data]; };
  const light = ([r, g, b]) => [r, g, b].map(v => v / 255).map(v => (v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)).reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const ground = e => { for (; e; e = e.parentElement) { const c = rgb(getComputedStyle(e).backgroundColor); if (c[3] > 200) return c; } return [255, 255, 255]; };
  const found = [];
  for (const e of document.querySelectorAll('body *')) {
    if (!e.checkVisibility() || e.disabled || ![...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim())) continue;
    const [a, b] = [light(rgb(getComputedStyle(e).color)), light(ground(e))].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    if (ratio < 4.5) found.push(`${ratio.toFixed(1)}: ${e.tagName}.${e.className} ${e.textContent.slice(0, 30)}`);
  }
  return found;
}
