// The simulator ends and comes back on the same port.
import assert from 'node:assert/strict';
import { openCharger, quick, gate, status, waitMs } from '../page.mjs';
import { Simulator } from '../simulator.mjs';

export const tests = {
  async 'the page finds it again and its buttons work'(browser) {
    const { simulator, page } = await openCharger(browser);
    const port = new URL(simulator.url).port;
    assert.equal(await simulator.stop(), 0, 'Ctrl-C ends it with the verdict of its session');
    await page.locator('#link', { hasText: 'connection lost' }).waitFor({ timeout: waitMs });
    const again = await Simulator.start('run', '--web', port, '--seconds', '1', '--speed', '10', '--brief');
    await again.told(/^(the charger stays on)/);
    await page.locator('#link', { hasText: 'live' }).waitFor({ timeout: waitMs });
    await status(page, 'Available');
    await quick(page, 'plug').click();
    await gate(page, 3, true);
  },

  async 'a network that breaks loses no line'(browser) {
    const { page } = await openCharger(browser);
    await page.context().setOffline(true);
    await page.locator('#console-line').fill('help');
    await page.locator('#console-line').press('Enter');
    await page.locator('#said', { hasText: 'no answer' }).waitFor({ timeout: waitMs });
    await page.context().setOffline(false);
    await page.locator('#link', { hasText: 'live' }).waitFor({ timeout: waitMs });
    await page.locator('#console-line').fill('status');
    await page.locator('#console-line').press('Enter');
    await page.locator('#console-rows', { hasText: 'output off' }).waitFor({ timeout: waitMs });
    const typed = await page.locator('#console-rows .typed').allInnerTexts();
    assert.deepEqual(typed, ['> status']);
  },
};
