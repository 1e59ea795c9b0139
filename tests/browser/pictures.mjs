// The pictures of docs/tour.md: the answer of its claim as a page, and the page in which a contract is written.
//
//   pictures.mjs BROWSER_FOLDER CHROMIUM OUT RESULT_PAGE [CONTRACT_PAGE]    (run by scripts/browser_tests.sh)
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { end, given, holds, opened } from './harness.mjs';

const [out, result, writing] = given;
const look = { colorScheme: 'light', viewport: { width: 1180, height: 760 } };

function taken(name) {
  const size = statSync(join(out, name)).size;
  holds(`a picture ${name}`, size > 10_000, `${size} bytes`);
}

{
  const { page, close } = await opened(result, look);
  await page.locator('details.line > summary').first().click();
  await page.screenshot({ path: join(out, 'tour-page.png') });
  taken('tour-page.png');
  await close();
}
if (writing) {
  const { page, close } = await opened(writing, { ...look, viewport: { width: 1380, height: 860 } });
  await page.waitForSelector('body[data-ready]', { timeout: 60000 });
  await page.selectOption('#library', 'dwp-innovation-fund');
  await page.waitForSelector('#inputs .given');
  const good = await page.$eval('#contract', (one) => one.value);
  const at = good.indexOf('\npayment outcome_payment');
  await page.fill('#contract', good.replace('pay price', 'pay prise'));
  await page.waitForSelector('#problems li.error');
  await page.evaluate((line) => { document.getElementById('contract').scrollTop = (line - 14) * 20; }, good.slice(0, at).split('\n').length);
  await page.waitForTimeout(200);
  await page.screenshot({ path: join(out, 'page.png') });
  taken('page.png');
  await close();
}
await end();
