// result.html in headless Chromium: WCAG 2.2 AA by axe, in light, dark, narrow and fully open; nothing fetched;
// what opens, what is found, and what is still there without script. Says size and first paint of each page.
//
//   result_page_test.mjs BROWSER_FOLDER CHROMIUM PAGE...    (run by scripts/browser_tests.sh)
import { statSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { end, faults, fitsAcross, given, holds, looks, opened } from './harness.mjs';

async function accessible(name, path) {
  for (const [look, options] of looks) {
    const { page, told, close } = await opened(path, options);
    if (look !== 'narrow') await page.click('#open-all');
    const wrong = await faults(page);
    holds(`${name}, ${look}: axe finds nothing`, wrong === '', wrong);
    if (look === 'narrow') await fitsAcross(page, name);
    holds(`${name}, ${look}: no error, nothing fetched`, told.length === 0, told.join('; '));
    await close();
  }
}

async function opensAndFinds(name, path) {
  const { page, told, close } = await opened(path);
  const box = page.locator('.rows').first();
  if (await box.count()) {
    await page.locator('details.line:has(> .why > .rows) > summary').first().click();
    holds(`${name}: a figure shows its rows`, (await box.locator('tbody tr').count()) > 0);
    const key = await box.locator('tbody th').first().textContent();
    await page.fill('#find-key', key);
    await page.keyboard.press('Enter');
    const found = await page.locator('#find-rows tbody th').first().textContent();
    holds(`${name}: a row is found by its key`, found === key, `${found} for ${key}`);
    await page.fill('#find-key', 'no such key <b>');
    await page.keyboard.press('Enter');
    const answer = await page.locator('#find-told').textContent();
    holds(`${name}: what is not there is said`, answer.includes('no such key <b>'), answer);
  }
  const link = page.locator('.parts a[href^="#why-"]').first();
  if (await link.count()) {
    const target = (await link.getAttribute('href')).slice(1);
    await page.evaluate((hash) => { location.hash = hash; }, target);
    await page.waitForTimeout(50);
    const visible = await page.evaluate((id) => document.getElementById(id).checkVisibility(), target);
    holds(`${name}: a link into a closed figure opens it`, visible, target);
  }
  holds(`${name}: no error while used`, told.length === 0, told.join('; '));
  await close();
}

async function withoutScript(name, path) {
  const { page, close } = await opened(path, { javaScriptEnabled: false });
  await page.locator('details.line > summary').first().click();
  const inside = page.locator('details.line[open] .why').first();
  holds(`${name}: without script a figure opens`, await inside.isVisible());
  holds(`${name}: without script nothing is offered that needs one`, !(await page.locator('#open-all').isVisible()));
  await close();
}

async function measured(name, path) {
  const { page, close } = await opened(path);
  const paint = await page.evaluate(async () => {
    for (let i = 0; i < 100; ++i) {
      const [first] = performance.getEntriesByName('first-contentful-paint');
      if (first) return first.startTime;
      await new Promise((next) => setTimeout(next, 20));
    }
    return NaN;
  });
  console.log(`note  ${name}: ${statSync(path).size} bytes, first paint after ${Math.round(paint)} ms`);
  await close();
}

for (const path of given) {
  const name = basename(dirname(path));
  await measured(name, path);
  await accessible(name, path);
  await opensAndFinds(name, path);
  await withoutScript(name, path);
}
await end();
