// Makes duckdb_measures.csv: what DuckDB itself says of pairs of words. Run by hand when DuckDB's measures
// change, with the npm package @duckdb/node-api (1.4.4-r.1) where node finds it:
//
//     node duckdb_measures.mjs > duckdb_measures.csv
//
// The words are made up or single common names, the insurance numbers begin as none is issued; the same
// seed gives the same pairs.
import { createRequire } from 'node:module';
const { DuckDBInstance } = createRequire(process.cwd() + '/')('@duckdb/node-api');

let state = 20250101;
function below(end) {  // mulberry32
  state = (state + 0x6D2B79F5) | 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) % end;
}
const one = (list) => list[below(list.length)];
const some = (letters, length) => Array.from({ length }, () => one([...letters])).join('');
const two = (n) => String(n).padStart(2, '0');

const surnames = ('SMITH SMYTHE JONES JOHNSON JOHNSTONE WILLIAMS WILLIAMSON TAYLOR TAILOR BROWN BROWNE DAVIES DAVIS ' +
  'EVANS WILSON THOMAS THOMPSON THOMSON ROBERTS ROBINSON WRIGHT WALKER WHITE EDWARDS HUGHES GREEN HALL LEWIS HARRIS ' +
  'CLARKE CLARK PATEL JACKSON WOOD TURNER MARTIN COOPER HILL WARD MORRIS MOORE KHAN KAHN SHAH HUSSAIN HUSAIN BEGUM ' +
  "O'NEILL ONEILL O'CONNOR MACDONALD McDONALD MCDONALD FITZGERALD MÜLLER MUELLER GARCÍA GARCIA ŁUKASIŃSKI NOVÁK NGUYỄN " +
  'SMITH-JONES JONES-SMITH ST.JOHN LI LEE NG OKONKWO OKONKWO-ADEYEMI ADEYEMI ÅSTRÖM ÇELİK').split(' ');
const forenames = ('Robert Rob Bob Roberta Margaret Maggie Zoë Zoe Siân Sian Chloë Chloe José Jose Renée Renee Mohammed ' +
  'Muhammad Mohamed Catherine Katherine Kathryn Stephen Steven Jon John Jean Jane Aoife Niamh Łukasz Lukasz Ève').split(' ');
const streets = ['High Street', 'Station Road', 'Church Lane', 'Victoria Avenue', 'Mill Close'];
const trades = ['TRADING', 'BUILDERS', 'HOMECARE', 'SERVICES', 'COMMUNITY INTEREST COMPANY', '& SONS', 'LTD', 'LIMITED', 'CIC'];

const kinds = [
  () => one(surnames), () => one(forenames), () => `${one(forenames)} ${one(surnames)}`,
  () => `${1930 + below(80)}-${two(1 + below(12))}-${two(1 + below(28))}`,
  () => `${one([...'DFIQUV'])}${one([...'ABCEGHJKLMNPRSTWXYZ'])}${some('0123456789', 6)}${one([...'ABCD'])}`,
  () => `${one(['M', 'B', 'LS', 'SW', 'EC', 'G'])}${1 + below(20)} ${below(10)}${some('ABDEFGHJLNPQRSTUWXYZ', 2)}`,
  () => `${one(forenames).toLowerCase()}.${one(surnames).toLowerCase()}${below(99)}@example.org`,
  () => `${1 + below(200)} ${one(streets)}`,
  () => Array.from({ length: 2 + below(9) }, () => (below(2) ? one(surnames) : one(trades))).join(' '),
  () => some('ab', below(9)), () => some('abc', below(13)), () => some('abcd', 50 + below(100)), () => some('é è', below(8)),
];

function slipped(word, slips) {
  const letters = [...word];
  for (; slips > 0; --slips) {
    const place = below(letters.length + 1);
    const kind = below(5);
    const letter = letters.length ? one(letters) : 'a';
    if (kind === 0 || place >= letters.length) letters.splice(place, 0, letter);
    else if (kind === 1) letters.splice(place, 1);
    else if (kind === 2) letters[place] = letter;
    else if (place + 1 < letters.length) [letters[place], letters[place + 1]] = [letters[place + 1], letters[place]];
    if (kind === 4 && place + 1 < letters.length) letters.splice(place + 1, 0, letter);  // edited between
  }
  return letters.join('');
}

const pairs = [['', ''], ['', 'A'], ['A', ''], ['A', 'A'], ['A', 'B'], ['AB', 'BA'], ['CA', 'ABC'], ['MARTHA', 'MARHTA'],
  ['DIXON', 'DICKSONX'], ['DWAYNE', 'DUANE']];
while (pairs.length < 2100) {
  const kind = pairs.length % kinds.length;
  const a = kinds[kind]();
  pairs.push([a, below(3) === 0 ? kinds[kind]() : slipped(a, 1 + below(4))]);
}

const instance = await DuckDBInstance.create(':memory:');
const db = await instance.connect();
await db.run('create table pairs(n integer, a varchar, b varchar)');
const quoted = (word) => `'${word.replaceAll("'", "''")}'`;
await db.run('insert into pairs values ' + pairs.map(([a, b], n) => `(${n}, ${quoted(a)}, ${quoted(b)})`).join(','));
const read = await db.runAndReadAll(`select a, b, jaro_winkler_similarity(a, b), levenshtein(a, b),
  damerau_levenshtein(a, b), version() from pairs order by n`);
const rows = read.getRows();
console.log(`# Made by duckdb_measures.mjs with DuckDB ${rows[0][5]}: similarity to 17 digits, then the two distances.`);
console.log('a,b,jaro_winkler_similarity,levenshtein,damerau_levenshtein');
for (const [a, b, similarity, levenshtein, damerau] of rows)
  console.log(`${a},${b},${similarity.toPrecision(17)},${levenshtein},${damerau}`);
