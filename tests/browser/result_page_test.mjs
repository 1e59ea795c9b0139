// result.html in headless Chromium: WCAG 2.2 AA by axe, in light, dark, narrow and fully open; nothing fetched;
// what opens, what is found, and what is still there without script. Says size and first paint of each page.
//
//   result_page_test.mjs BROWSER_FOLDER CHROMIUM PAGE...    (run by scripts/browser_tests.sh)
import { readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const [folder, chromium, ...pages] = process.argv.slice(2);
const require = createRequire(resolve(folder) + '/');
const playwright = require('playwright-core');
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

let passed = 0;
let failed = 0;
function holds(what, good, why = '') {
  good ? ++passed : ++failed;
  console.log((good ? 'ok    ' : 'FAIL  ') + what + (good ? '' : ': ' + why));
}

const browser = await playwright.chromium.launch({ executablePath: chromium, args: ['--no-sandbox'] });

async function opened(path, options = {}) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const told = [];
  page.on('console', (message) => message.type() === 'error' && told.push(message.text()));
  page.on('pageerror', (error) => told.push(String(error)));
  page.on('request', (request) => request.url().startsWith(pathToFileURL(path).href) || told.push('asks for ' + request.url()));
  await page.goto(pathToFileURL(path).href);
  return { page, told, close: () => context.close() };
}

async function faults(page) {
  await page.evaluate(axe);
  const found = await page.evaluate((tags) => axe.run(document, { runOnly: tags, resultTypes: ['violations'] }), RULES);
  return found.violations.map((one) => `${one.id} (${one.nodes.length}): ${one.nodes[0].target} ${one.help}`).join('; ');
}

async function accessible(name, path) {
  const looks = [
    ['light', { colorScheme: 'light', viewport: { width: 1280, height: 900 } }],
    ['dark', { colorScheme: 'dark', viewport: { width: 1280, height: 900 } }],
    ['narrow', { colorScheme: 'light', viewport: { width: 400, height: 800 } }],
  ];
  for (const [look, options] of looks) {
    const { page, told, close } = await opened(path, options);
    if (look !== 'narrow') await page.click('#open-all');
    const wrong = await faults(page);
    holds(`${name}, ${look}: axe finds nothing`, wrong === '', wrong);
    if (look === 'narrow') {
      const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      holds(`${name}, 400 px: nothing to scroll sideways`, over <= 0, `${over} px too wide`);
    }
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

for (const path of pages) {
  const name = basename(dirname(path));
  await measured(name, path);
  await accessible(name, path);
  await opensAndFinds(name, path);
  await withoutScript(name, path);
}
await browser.close();
console.log(`browser: ${passed} passed, ${failed} failed, 0 skipped`);
process.exit(failed ? 1 : 0);
