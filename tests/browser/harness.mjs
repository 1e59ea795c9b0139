// What the tests of both pages share: a browser, pages opened from disk that may ask for nothing, axe, counting.
//
//   SOME_test.mjs BROWSER_FOLDER CHROMIUM ...    (run by scripts/browser_tests.sh)
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const [folder, chromium] = process.argv.slice(2);
const require = createRequire(resolve(folder) + '/');
const playwright = require('playwright-core');
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

export const given = process.argv.slice(4);

let passed = 0;
let failed = 0;
export function holds(what, good, why = '') {
  good ? ++passed : ++failed;
  console.log((good ? 'ok    ' : 'FAIL  ') + what + (good ? '' : ': ' + why));
}

const browser = await playwright.chromium.launch({ executablePath: chromium, args: ['--no-sandbox'] });

/// `told` gathers errors and whatever the page asks for beyond itself.
export async function opened(path, options = {}) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const told = [];
  const own = [pathToFileURL(path).href, 'blob:', 'about:srcdoc'];
  page.on('console', (message) => message.type() === 'error' && told.push(message.text()));
  page.on('pageerror', (error) => told.push(String(error)));
  page.on('request', (request) => own.some((one) => request.url().startsWith(one)) || told.push('asks for ' + request.url()));
  await page.goto(pathToFileURL(path).href);
  return { page, told, close: () => context.close() };
}

export async function faults(page) {
  await page.evaluate(axe);
  const found = await page.evaluate((tags) => axe.run(document, { runOnly: tags, resultTypes: ['violations'] }), RULES);
  return found.violations.map((one) => `${one.id} (${one.nodes.length}): ${one.nodes[0].target} ${one.help}`).join('; ');
}

export const looks = [
  ['light', { colorScheme: 'light', viewport: { width: 1280, height: 900 } }],
  ['dark', { colorScheme: 'dark', viewport: { width: 1280, height: 900 } }],
  ['narrow', { colorScheme: 'light', viewport: { width: 400, height: 800 } }],
];

export async function fitsAcross(page, what) {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  holds(`${what}, 400 px: nothing to scroll sideways`, over <= 0, `${over} px too wide`);
}

export async function end() {
  await browser.close();
  console.log(`browser: ${passed} passed, ${failed} failed, 0 skipped`);
  process.exit(failed ? 1 : 0);
}
