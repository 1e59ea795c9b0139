/*<![CDATA[*/
// What the page does beyond being read: shows the rows beneath a figure, finds a person's rows, follows links
// into what is closed, opens and closes everything. All it reads stands in this page.
(() => {
  'use strict';
  const STEP = 50;
  const make = (name, words, look) => {
    const element = document.createElement(name);
    if (words !== undefined) element.textContent = words;
    if (look) element.className = look;
    return element;
  };
  const grouped = (number) => String(number).replace(/\B(?=(\d{3})+(?!\d))/g, ',');

  // "-1234.50" as people read it.
  const money = (amount, before) => {
    const bare = amount.replace(/^-/, '');
    const [whole, part] = bare.split('.');
    return (bare === amount ? '' : '-') + before + grouped(whole) + (part ? '.' + part : '');
  };

  const unpacked = (list) => {
    let last = '';
    return list.split('\n').map((entry) => {
      last = last.slice(0, parseInt(entry[0], 36)) + entry.slice(1);
      return last;
    });
  };
  const numbers = (list) => (list === '' ? [] : list.split(' ').map(Number));

  // Every row of every payment, read when first asked for.
  let held = null;
  const data = () => {
    if (held) return held;
    const block = document.getElementById('rows-data');
    held = JSON.parse(block.textContent);
    held.payments = {};
    for (const frame of held.frames) {
      frame.key = frame.held ? unpacked(frame.keys) : [];
      frame.person = [];
      const people = frame.held ? unpacked(frame.people) : [];
      numbers(frame.runs).forEach((run, i) => {
        for (let k = 0; k !== run; ++k) frame.person.push(people[i]);
      });
      for (const payment of frame.payments) {
        payment.frame = frame;
        payment.of = numbers(payment.rows);
        held.payments[payment.at] = payment;
      }
    }
    return held;
  };

  const PLACE = {reason: 0, code: 3, period: 4};
  const beneath = (box) => {
    const payment = data().payments[box.dataset.payment];
    const wanted = [];
    payment.of.forEach((kind, row) => {
      const by = box.dataset.by;
      if (!by || String(payment.kinds[kind][PLACE[by]]) === box.dataset.at) wanted.push({payment, row});
    });
    return largestFirst(wanted);
  };
  const paid = (one) => Number(one.payment.kinds[one.payment.of[one.row]][1]);
  const largestFirst = (rows) => rows.sort((a, b) => Math.abs(paid(b)) - Math.abs(paid(a)) || a.row - b.row);

  const table = (caption, headings) => {
    const wide = make('div', undefined, 'wide');
    wide.tabIndex = 0;
    wide.setAttribute('role', 'group');
    wide.setAttribute('aria-label', caption);
    const body = make('tbody');
    const all = make('table');
    all.append(make('caption', caption), make('thead'), body);
    const head = make('tr');
    for (const [words, look] of headings) {
      const cell = make('th', words, look);
      cell.scope = 'col';
      head.append(cell);
    }
    all.tHead.append(head);
    wide.append(all);
    return {wide, body};
  };

  const line = (one, naming) => {
    const kind = one.payment.kinds[one.payment.of[one.row]];
    const [verdict, sentence] = data().reasons[kind[0]];
    const row = make('tr');
    const key = make('th', one.payment.frame.key[one.row]);
    key.scope = 'row';
    row.append(key);
    if (naming) row.append(make('td', one.payment.words));
    row.append(make('td', money(kind[1], data().before), 'n'));
    const told = make('td');
    told.append(make('b', verdict), ' ', sentence);
    if (kind[2]) told.append(' Earned before caps: ' + money(kind[2], data().before) + '.');
    const clauses = one.payment.clauses[kind[0]];
    if (clauses) told.append(make('small', ' ' + clauses));
    row.append(told);
    return row;
  };

  // A table of rows in `box`, some at a time.
  const show = (box, rows, caption, naming) => {
    const headings = [['Row'], ['Payable', 'n'], ['Verdict and reason']];
    if (naming) headings.splice(1, 0, ['Payment']);
    const {wide, body} = table(caption, headings);
    const more = make('button');
    more.type = 'button';
    let shown = 0;
    const step = () => {
      const part = rows.slice(shown, shown + STEP);
      const first = part.map((one) => body.appendChild(line(one, naming)))[0];
      shown += part.length;
      more.hidden = shown === rows.length;
      more.textContent = 'Show more rows (' + grouped(rows.length - shown) + ' left)';
      return first;
    };
    step();
    more.addEventListener('click', () => {
      const first = step();
      first.tabIndex = -1;
      first.focus();
    });
    box.replaceChildren(wide, more);
  };

  const fill = (box) => {
    if (box.dataset.filled) return;
    box.dataset.filled = 'yes';
    const rows = beneath(box);
    const frame = data().payments[box.dataset.payment].frame;
    if (rows.length === 0) return;
    const short = make('p', undefined, 'soft');
    if (frame.held !== frame.rows)
      short.textContent = 'This page holds the ' + grouped(frame.held) + ' largest of ' + grouped(frame.rows) + ' ' +
        frame.many + '; all of them are on sheet ' + frame.sheet + ' of the workbook.';
    show(box, rows, 'Rows beneath, the largest first: ' + grouped(rows.length));
    if (short.textContent) box.append(short);
  };
  // Where all is opened at once, rows wait to be asked for.
  const offer = (box) => {
    if (box.dataset.filled || box.firstChild) return;
    const ask = make('button', 'Show the rows beneath');
    ask.type = 'button';
    ask.addEventListener('click', () => fill(box));
    box.append(ask);
  };
  let all_at_once = false;
  document.addEventListener('toggle', (event) => {
    const opened = event.target;
    if (!opened.open) return;
    for (const box of opened.querySelectorAll(':scope > .why > .rows')) (all_at_once ? offer : fill)(box);
  }, true);

  // Links into what is closed.
  const follow = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    for (let at = target.parentElement; at; at = at.parentElement)
      if (at.tagName === 'DETAILS') at.open = true;
    const own = target.closest('details');
    (own || target).scrollIntoView();
    if (own) own.querySelector('summary').focus({preventScroll: true});
  };
  window.addEventListener('hashchange', follow);
  if (location.hash.length > 1) follow();

  // A person's rows.
  const found = (wanted) => {
    const exact = [];
    const within = [];
    const add = (frame, row, rows) => {
      for (const payment of frame.payments) rows.push({payment, row});
    };
    for (const frame of data().frames) {
      frame.key.forEach((key, row) => {
        const names = [key.toLowerCase(), frame.person[row].toLowerCase()];
        if (names.includes(wanted)) add(frame, row, exact);
        else if (names.some((name) => name.includes(wanted))) add(frame, row, within);
      });
    }
    return exact.length ? exact : within;
  };
  const search = document.getElementById('find');
  if (search) {
    search.hidden = false;
    const told = document.getElementById('find-told');
    const results = document.getElementById('find-rows');
    search.addEventListener('submit', (event) => {
      event.preventDefault();
      const wanted = search.elements.key.value.trim().toLowerCase();
      if (wanted === '') return;
      const rows = found(wanted);
      const sum = grouped(rows.length) + (rows.length === 1 ? ' row' : ' rows');
      const left = data().frames.filter((frame) => frame.held !== frame.rows);
      told.textContent = rows.length ? sum + ' of \u201c' + wanted + '\u201d.' : 'Nothing here has the key \u201c' + wanted +
        '\u201d.' + (left.length ? ' This page does not hold all rows: look on sheet ' + left[0].sheet + ' of the workbook.' : '');
      results.replaceChildren();
      if (rows.length) show(results, rows, 'Rows found', data().frames.some((frame) => frame.payments.length !== 1) ||
        data().frames.length !== 1);
    });
  }

  // Everything open, as for paper.
  const all = document.getElementById('open-all');
  if (all) {
    all.hidden = false;
    all.addEventListener('click', () => {
      const open = all.getAttribute('aria-pressed') !== 'true';
      all.setAttribute('aria-pressed', String(open));
      all_at_once = open;
      for (const one of document.querySelectorAll('details.line')) one.open = open;
    });
  }
})();
/*]]>*/
