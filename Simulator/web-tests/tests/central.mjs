// A central system by itself, with two chargers.
import assert from 'node:assert/strict';
import { act, openPage, quiet, waitMs } from '../page.mjs';
import { Simulator } from '../simulator.mjs';

export const tests = {
  async 'answers / with its page and drives each of two chargers'(browser) {
    const central = await Simulator.start('central', '--listen', '127.0.0.1:0');
    // Played by hand: one whose session is stopped from afar stays.
    const chargers = ['CP-1', 'CP-2'].map(identity => new Simulator(['play', '--csms', `${central.url.replace('http', 'ws')}ocpp`, '--identity', identity]));
    for (const charger of chargers) charger.process.stdin.write('wait Available\nplug\nwait Preparing\npresent RIDER-1\n');
    const page = await openPage(browser, central.url);
    const row = identity => page.locator('#charger-rows tr', { hasText: identity });
    for (const identity of ['CP-1', 'CP-2']) await row(identity).locator('td', { hasText: /^Charging$/ }).waitFor({ timeout: 2 * waitMs });
    assert.ok(await page.locator('#gate').isHidden());
    await row('CP-2').click();
    const stopped = await act(page, 'central', 'remote stop');
    assert.match(stopped.text, /CP-2 RemoteStopTransaction: Accepted/);
    await row('CP-2').locator('td', { hasText: /^(Finishing|Preparing|Available)$/ }).waitFor({ timeout: waitMs });
    assert.match(await row('CP-1').innerText(), /Charging/);
    await page.locator('#console-line').fill('@CP-1 availability inoperative');
    await page.locator('#console-line').press('Enter');
    await page.locator('#console-rows', { hasText: /CP-1 ChangeAvailability: (Scheduled|Accepted)/ }).waitFor({ timeout: waitMs });
    assert.ok(await page.locator('#trace-rows details').count() > 5);
    quiet(page);
    for (const charger of chargers) await charger.stop();
  },
};
