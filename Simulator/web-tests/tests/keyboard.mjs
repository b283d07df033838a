// Without a mouse.
import assert from 'node:assert/strict';
import { gate, openCharger, quiet, status, waitMs } from '../page.mjs';

const focused = page => page.evaluate(() => document.activeElement.id || document.activeElement.dataset.action || document.activeElement.tagName);

export const tests = {
  async 'a whole session by keys alone'(browser) {
    const { page } = await openCharger(browser);
    await page.keyboard.press('a');
    assert.equal(await focused(page), 'plug');
    await page.keyboard.press('Enter');
    await gate(page, 3, true);
    await page.keyboard.press('Tab');
    assert.equal(await focused(page), 'present');
    await page.keyboard.press('Enter');
    await status(page, 'Charging');
    await page.keyboard.press('s');
    assert.equal(await focused(page), 'console-line');
    await page.keyboard.type('status');
    await page.keyboard.press('Enter');
    await page.locator('#console-rows', { hasText: 'output on' }).waitFor({ timeout: waitMs });
    await page.keyboard.press('Escape');
    await page.locator('#tab-world').focus();
    await page.keyboard.press('ArrowRight');
    assert.equal(await focused(page), 'tab-central');
    await page.locator('#action-list [data-action="remote stop"]').focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await status(page, 'Finishing');
    await page.keyboard.press('Escape');
    assert.equal(await focused(page), 'remote stop');
    quiet(page);
  },

  async 'the keys are listed, and letters in a field stay letters'(browser) {
    const { page } = await openCharger(browser);
    await page.keyboard.press('?');
    assert.ok(await page.locator('#keys').isVisible());
    assert.ok(await page.locator('#key-rows dt').count() >= 10);
    await page.keyboard.press('Escape');
    assert.ok(!await page.locator('#keys').isVisible());
    await page.keyboard.press('/');
    assert.equal(await focused(page), 'trace-filter');
    await page.keyboard.type('a?p');
    assert.equal(await page.locator('#trace-filter').inputValue(), 'a?p');
    assert.equal(await page.locator('#trace-pause').getAttribute('aria-pressed'), 'false');
    await page.locator('#trace-filter').fill('');
    await page.keyboard.press('Escape');
    await page.keyboard.press('p');
    assert.equal(await page.locator('#trace-pause').getAttribute('aria-pressed'), 'true');
    quiet(page);
  },

  async 'focus goes from top to bottom, reaches every part and is seen'(browser) {
    const { page } = await openCharger(browser);
    const seen = [];
    for (let i = 0; i < 120; i++) {
      await page.keyboard.press('Tab');
      const at = await page.evaluate(() => {
        const e = document.activeElement;
        return { part: e.closest('section')?.id ?? e.tagName, outline: getComputedStyle(e).outlineStyle, html: e.outerHTML.slice(0, 60) };
      });
      if (at.part === 'BODY') break;
      assert.notEqual(at.outline, 'none', `${at.html} does not show its focus`);
      if (seen[seen.length - 1] !== at.part) seen.push(at.part);
    }
    assert.deepEqual(seen.filter(p => p !== 'A' && p !== 'BUTTON'), ['actions', 'charts', 'trace', 'console']);
    quiet(page);
  },

  async 'a chart is read by arrow keys'(browser) {
    const { page } = await openCharger(browser);
    await page.keyboard.press('c');
    await page.keyboard.press('ArrowLeft');
    await page.locator('#chart-grid figcaption b', { hasText: / at \d+:\d\d/ }).first().waitFor();
    quiet(page);
  },
};
