// outturn.html in headless Chromium, opened from disk: every contract of the library checked and worked out to the
// very workbook that the command line makes; problems, mends and words in place; axe; nothing asked for.
//
//   contract_page_test.mjs BROWSER_FOLDER CHROMIUM PAGE RESULTS CARD    (run by scripts/browser_tests.sh)
// RESULTS/NAME/workbook.xlsx is the command line's of the library's contract NAME; CARD a folder with a contract and
// evidence of 10,000 people.
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { end, faults, fitsAcross, given, holds, looks, opened } from './harness.mjs';

const [path, results, card] = given;

async function ready(options) {
  const all = await opened(path, options);
  await all.page.waitForSelector('body[data-ready]', { timeout: 60000 });
  return all;
}

async function checkedAfter(page, act) {
  await page.evaluate(() => delete document.body.dataset.checked);
  await act();
  await page.waitForSelector('body[data-checked]', { timeout: 60000 });
  return Number(await page.evaluate(() => document.body.dataset.checked));
}

async function ran(page) {
  await page.evaluate(() => delete document.body.dataset.ran);
  await page.click('#run');
  await page.waitForSelector('body[data-ran]', { timeout: 120000 });
  return Number(await page.evaluate(() => document.body.dataset.ran));
}

async function downloaded(page, name) {
  const [download] = await Promise.all([page.waitForEvent('download'), page.click(`#downloads a[download="${name}"]`)]);
  return readFileSync(await download.path());
}

async function everyContract() {
  const { page, told, close } = await ready();
  const names = await page.$$eval('#library option', (all) => all.map((one) => one.value).filter(Boolean));
  holds('the library is on the shelf', names.length >= 17, `${names.length}`);
  let longest = ['', 0];
  for (const name of names) {
    await checkedAfter(page, () => page.selectOption('#library', name));
    holds(`${name}: nothing wrong`, (await page.locator('#problems li.error').count()) === 0, await page.textContent('#problems'));
    const length = await page.$eval('#contract', (one) => one.value.length);
    if (length > longest[1]) longest = [name, length];
    await ran(page);
    const state = await page.textContent('#state');
    holds(`${name}: worked out`, state.startsWith('Done'), state);
    if (!state.startsWith('Done')) continue;
    const same = Buffer.compare(await downloaded(page, 'workbook.xlsx'), readFileSync(join(results, name, 'workbook.xlsx'))) === 0;
    holds(`${name}: the workbook of the command line, byte for byte`, same);
    const heading = await page.frameLocator('#result').locator('h1').first().textContent();
    holds(`${name}: the answer is shown`, heading.length > 0);
  }
  await checkedAfter(page, () => page.selectOption('#library', longest[0]));
  const times = [];
  await page.focus('#contract');
  for (const letter of '# note')
    times.push(await checkedAfter(page, () => page.keyboard.type(letter)));
  console.log(`note  problems after a key in ${longest[0]} (${longest[1]} characters): ${times.join(', ')} ms`);
  holds('no error, nothing asked for', told.length === 0, told.join('; '));
  await close();
}

async function writing() {
  const { page, told, close } = await ready();
  await checkedAfter(page, () => page.selectOption('#library', 'dwp-innovation-fund'));
  const good = await page.$eval('#contract', (one) => one.value);
  await checkedAfter(page, () => page.fill('#contract', good.replace('\npayment ', '\npaymnet ')));
  const first = page.locator('#problems li.error').first();
  holds('a misspelt word is told', (await first.textContent()).includes('paymnet'), await page.textContent('#problems'));
  holds('and marked where it stands', (await page.locator('#colours .error').count()) > 0);
  await page.focus('#contract');
  await page.keyboard.press('F8');
  const chosen = await page.$eval('#contract', (one) => one.value.slice(one.selectionStart, one.selectionEnd));
  holds('F8 goes there', chosen === 'paymnet', chosen);
  await checkedAfter(page, () => first.locator('button', { hasText: 'Mend it' }).click());
  holds('and the mend mends it', (await page.locator('#problems li.error').count()) === 0 && (await page.$eval('#contract', (one) => one.value)) === good);
  await page.evaluate(() => {
    const text = document.getElementById('contract');
    text.focus();
    text.setSelectionRange(text.value.indexOf('achieved_date') + 2, text.value.indexOf('achieved_date') + 2);
  });
  await page.keyboard.press('F1');
  holds('F1 tells what a name means', (await page.textContent('#word')).includes('date'), await page.textContent('#word'));
  await checkedAfter(page, () => page.fill('#contract', good.replace('  currency', '      currency')));
  await checkedAfter(page, () => page.click('#tidy'));
  holds('Lay out gives the one layout', (await page.$eval('#contract', (one) => one.value)).includes('\n  currency'));
  holds('writing: no error, nothing asked for', told.length === 0, told.join('; '));
  await close();
}

async function ownFiles() {
  const { page, told, close } = await ready();
  const evidence = readdirSync(join(card, 'evidence')).map((name) => join(card, 'evidence', name));
  await checkedAfter(page, () => page.setInputFiles('#open', join(card, 'card.contract')));
  holds('missing evidence is named', (await page.locator('#inputs .missing').count()) === evidence.length);
  await checkedAfter(page, () => page.setInputFiles('#files', evidence));
  holds('given evidence is ticked', (await page.locator('#inputs .given').count()) === evidence.length);
  const took = await ran(page);
  holds('10,000 people are worked out', (await page.textContent('#state')).startsWith('Done'), await page.textContent('#state'));
  console.log(`note  10,000 people worked out in ${took} ms`);
  holds('files: no error, nothing asked for', told.length === 0, told.join('; '));
  await close();
}

async function accessible() {
  for (const [look, options] of looks) {
    const { page, told, close } = await ready(options);
    await checkedAfter(page, () => page.selectOption('#library', 'peterborough-one-service'));
    await ran(page);
    const wrong = await faults(page);
    holds(`the page, ${look}: axe finds nothing`, wrong === '', wrong);
    if (look === 'narrow') await fitsAcross(page, 'the page');
    holds(`the page, ${look}: no error`, told.length === 0, told.join('; '));
    if (process.env.OUTTURN_PICTURES) await page.screenshot({ path: join(process.env.OUTTURN_PICTURES, `page-${look}.png`) });
    await close();
  }
}

const size = statSync(path).size;
holds('the page is under 4 MB', size < 4_000_000, `${size}`);
console.log(`note  outturn.html: ${size} bytes`);
await everyContract();
await writing();
await ownFiles();
await accessible();
await end();
