// The page in which a contract is written and worked out. It knows the engine by five calls of its worker, and
// keeps what it is given in the memory of this page alone.
"use strict";
(() => {
  const at = (id) => document.getElementById(id);
  const text = at("contract");
  const state = { name: "my.contract", beside: {}, evidence: {}, problems: [], names: new Map(), words: new Map(),
    statements: new Set(), lines: new Set(), inputs: [], asked: 0, urls: [] };

  // ---- the engine ----

  const bytesOf = (id) => Uint8Array.from(atob(at(id).textContent), (c) => c.charCodeAt(0));
  const unpacked = async (id) =>
    new Response(new Blob([bytesOf(id)]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
  const waiting = new Map();
  let worker;
  let calls = 0;

  function call(name, files) {
    const id = ++calls;
    return new Promise((done, failed) => {
      waiting.set(id, { done, failed });
      worker.postMessage({ id, call: name, files });
    });
  }
  /// What a contract is read with; evidence goes along when it is worked out, not at every key.
  const written = () => ({ contract: { name: state.name, text: text.value }, beside: state.beside });

  async function start() {
    const script = new Blob([await unpacked("worker")], { type: "text/javascript" });
    worker = new Worker(URL.createObjectURL(script));
    worker.onmessage = ({ data }) => {
      const one = waiting.get(data.id);
      waiting.delete(data.id);
      const fault = data.fault || (data.value && data.value.fault);
      if (fault) one.failed(new Error(fault));
      else one.done(data.value);
    };
    const wasm = await unpacked("engine");
    worker.postMessage({ wasm }, [wasm]);
    for (const word of await call("words")) {
      if (!state.words.has(word.word)) state.words.set(word.word, word);
      if (word.kind === "statement") state.statements.add(word.word);
      if (word.kind === "line") state.lines.add(word.word);
    }
    state.shelf = JSON.parse(new TextDecoder().decode(await unpacked("shelf")));
    const options = ["", ...state.shelf.map((one) => one.name)];
    at("library").replaceChildren(...options.map((name, i) => new Option(i ? state.shelf[i - 1].title : "an empty page", name)));
    document.body.dataset.ready = "yes";
    await check();
  }

  // ---- colours ----

  const part = /("[^"]*"?)|(\[[^\]]*\]?)|(#.*)|([£$€]?\d[\d,]*(?:\.\d+)?%?|\d{4}-\d\d-\d\d)|([A-Za-z_][A-Za-z_0-9]*)/g;

  /// Parts of a line: [from, to, class].
  function parts(line) {
    const out = [];
    let first = true;
    for (const found of line.matchAll(part)) {
      const [whole, words, clause, remark, number, name] = found;
      let kind = "";
      if (words) kind = "s";
      else if (clause) kind = "c";
      else if (remark) kind = "r";
      else if (number) kind = "n";
      else if (name && first && found.index === 0 && state.statements.has(name)) kind = "k";
      else if (name && first && state.lines.has(name)) kind = "l";
      if (kind) out.push([found.index, found.index + whole.length, kind]);
      first = false;
    }
    return out;
  }

  const safe = (words) => words.replace(/[&<>]/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[c]);

  function coloured(line, problems) {
    const inside = parts(line);
    const marks = problems.map((p) => [p.column - 1, Math.max(p.column, p.column - 1 + p.length), p.severity]);
    const cuts = new Set([0, line.length]);
    for (const [from, to] of [...inside, ...marks]) cuts.add(Math.min(from, line.length)).add(Math.min(to, line.length));
    const places = [...cuts].sort((a, b) => a - b);
    let out = "";
    for (let i = 0; i + 1 < places.length; ++i) {
      const within = ([from, to]) => from <= places[i] && places[i] < to;
      const classes = [...inside.filter(within), ...marks.filter(within)].map((one) => one[2]);
      const piece = safe(line.slice(places[i], places[i + 1]));
      out += classes.length ? `<span class="${classes.join(" ")}">${piece}</span>` : piece;
    }
    return out;
  }

  function paint() {
    const by_line = new Map();
    for (const one of state.problems)
      if (one.file === state.name && one.severity !== "note")
        by_line.set(one.line, [...(by_line.get(one.line) || []), one]);
    const lines = text.value.split("\n");
    at("colours").innerHTML = lines.map((line, i) => coloured(line, by_line.get(i + 1) || [])).join("\n") + "\n";
    at("numbers").textContent = lines.map((_, i) => i + 1).join("\n") + "\n";
    follow();
  }
  function follow() {
    at("colours").scrollTop = at("numbers").scrollTop = text.scrollTop;
    at("colours").scrollLeft = text.scrollLeft;
  }

  // ---- problems ----

  const offset = (line, column) => {
    const lines = text.value.split("\n");
    let sum = 0;
    for (let i = 0; i + 1 < line; ++i) sum += (lines[i] || "").length + 1;
    return sum + column - 1;
  };

  function go(problem) {
    const from = offset(problem.line, problem.column);
    text.focus();
    text.setSelectionRange(from, from + problem.length);
    text.scrollTop = Math.max(0, (problem.line - 6) * 20);
  }

  function mend(problem) {
    let value = text.value;
    const edits = problem.edits.map((e) => ({ from: offset(e.line, e.column), to: offset(e.end_line, e.end_column), text: e.text }));
    for (const edit of edits.sort((a, b) => b.from - a.from)) value = value.slice(0, edit.from) + edit.text + value.slice(edit.to);
    text.value = value;
    changed();
  }

  function made(tag, attributes, ...inside) {
    const out = Object.assign(document.createElement(tag), attributes);
    out.append(...inside);
    return out;
  }

  function tell(problems) {
    state.problems = problems;
    const errors = problems.filter((one) => one.severity === "error").length;
    at("count").textContent = problems.length ? `${errors} error${errors === 1 ? "" : "s"}` : text.value.trim() ? "nothing" : "";
    at("problems").replaceChildren(...problems.map((one) => {
      const here = one.file === state.name && one.line > 0;
      const place = made("button", { type: "button", className: "place", disabled: !here,
        onclick: () => go(one) }, `${here ? `Line ${one.line}` : one.file}: ${one.what}`);
      const item = made("li", { className: one.severity }, place);
      for (const words of [...one.why, ...one.mend]) item.append(made("p", {}, words));
      if (one.edits.length && here) item.append(made("button", { type: "button", onclick: () => mend(one) }, "Mend it"));
      return item;
    }));
    paint();
  }

  async function check() {
    const asked = ++state.asked;
    const begun = performance.now();
    if (!text.value.trim()) {
      tell([]);
      state.inputs = [];
      at("title").textContent = "";
      return inputs();
    }
    const found = await call("check", written());
    if (asked !== state.asked) return;
    document.body.dataset.checked = Math.round(performance.now() - begun);
    state.names = new Map(found.names.map((one) => [one.name, one]));
    state.inputs = found.inputs || [];
    at("title").textContent = found.title || "";
    tell(found.problems);
    inputs();
  }
  let soon;
  function changed() {
    paint();
    clearTimeout(soon);
    soon = setTimeout(() => check().catch(trouble), 30);
  }
  const trouble = (fault) => { at("state").textContent = `A fault of ours: ${fault.message}`; };

  // ---- words and names ----

  function about(word, line) {
    const problem = state.problems.find((one) => one.file === state.name && one.line === line && one.severity !== "note"
      && one.column - 1 <= word.from && word.from < one.column - 1 + Math.max(1, one.length));
    if (problem) return [problem.what, ...problem.mend].join(". ");
    const name = state.names.get(word.text);
    if (name)
      return `${name.name}: ${name.what}${name.meaning ? `. ${name.meaning}` : ""}${name.clauses.length ? ` [${name.clauses.join("] [")}]` : ""}`;
    const known = state.words.get(word.text);
    return known ? `${known.word} ${known.form}: ${known.says}` : "";
  }

  function word_at(line, column) {
    const words = text.value.split("\n")[line - 1] || "";
    for (const found of words.matchAll(/[A-Za-z_][A-Za-z_0-9]*/g))
      if (found.index <= column && column < found.index + found[0].length) return { text: found[0], from: found.index };
    return { text: "", from: column };
  }

  function here() {
    const before = text.value.slice(0, text.selectionStart).split("\n");
    return { line: before.length, column: before[before.length - 1].length };
  }

  let width;
  function hover(event) {
    if (!width) {
      const probe = made("span", {}, "0".repeat(100));
      at("colours").append(probe);
      width = probe.getBoundingClientRect().width / 100;
      probe.remove();
    }
    const box = text.getBoundingClientRect();
    const x = event.clientX - box.left - 8 + text.scrollLeft;
    const y = event.clientY - box.top - 8 + text.scrollTop;
    const line = Math.floor(y / 20) + 1;
    const words = about(word_at(line, Math.floor(x / width)), line);
    const hint = at("hint");
    hint.hidden = !words;
    hint.textContent = words;
    hint.style.left = `${Math.min(event.clientX - box.left, box.width - 220)}px`;
    hint.style.top = `${Math.min((line * 20) + 12 - text.scrollTop, box.height - 70)}px`;
  }

  function key(event) {
    if (event.key === "F1") {
      event.preventDefault();
      const { line, column } = here();
      at("word").textContent = about(word_at(line, column), line) || "Nothing is said of this word.";
    } else if (event.key === "F8") {
      event.preventDefault();
      const { line } = here();
      const mine = state.problems.filter((one) => one.file === state.name && one.line > 0);
      const next = mine.find((one) => one.line > line) || mine[0];
      if (next) {
        go(next);
        at("word").textContent = [next.what, ...next.why, ...next.mend].join(". ");
      }
    } else if (event.key === "Enter" && event.ctrlKey) {
      event.preventDefault();
      run();
    }
  }

  // ---- evidence and the run ----

  function inputs() {
    at("inputs").replaceChildren(...state.inputs.map((one) => {
      const given = one.file in state.evidence;
      const item = made("li", { className: given ? "given" : "missing" }, one.file,
        given ? "" : ` (${one.heading})`);
      if (!given)
        item.append(made("button", { type: "button", className: "link", onclick: () => save(one.file, `${one.heading}\n`, "text/csv") }, "an empty one"));
      return item;
    }));
    at("run").disabled = !text.value.trim();
  }

  async function take(list) {
    for (const file of list) {
      const bytes = new Uint8Array(await file.arrayBuffer());
      if (/\.(contract|txt)$/.test(file.name)) show(file.name, new TextDecoder().decode(bytes));
      else state.evidence[file.name] = bytes;
    }
    for (const one of Object.keys(state.evidence)) if (text.value.includes(`file "${one}"`)) state.beside[one] = state.evidence[one];
    await check();
  }

  function show(name, words) {
    state.name = name;
    text.value = words;
    text.scrollTop = 0;
    text.setSelectionRange(0, 0);
    changed();
  }

  function address(bytes, type) {
    const url = URL.createObjectURL(new Blob([bytes], { type }));
    state.urls.push(url);
    return url;
  }
  function save(name, bytes, type) {
    made("a", { href: address(bytes, type), download: name }).click();
  }

  async function run() {
    at("state").textContent = "Working it out ...";
    at("run").disabled = true;
    const begun = performance.now();
    try {
      const answer = await call("run", { ...written(), evidence: state.evidence });
      tell(answer.problems);
      at("state").textContent = answer.good ? `Done in ${((performance.now() - begun) / 1000).toFixed(1)} s.`
        : "Nothing was worked out: see what is wrong.";
      if (answer.good) answered(answer);
    } catch (fault) {
      trouble(fault);
    }
    at("run").disabled = false;
    document.body.dataset.ran = Math.round(performance.now() - begun);
  }

  const kinds = { "workbook.xlsx": ["Workbook", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"],
    "result.html": ["This page", "text/html"], "result.json": ["Figures (JSON)", "application/json"] };

  /// A file of the answer, written when somebody wants it.
  function offered(name, bytes) {
    const [words, type] = kinds[name];
    if (bytes) return made("a", { href: address(bytes, type), download: name }, words);
    const link = made("a", { href: "#answer", download: name }, words);
    link.addEventListener("click", async (event) => {
      if (link.dataset.ready) return;
      event.preventDefault();
      link.textContent = `${words}: being written ...`;
      try {
        const answer = await call("write", name);
        tell([...state.problems, ...answer.problems]);
        link.href = address(answer.bytes, type);
        link.dataset.ready = "yes";
        link.click();
      } catch (fault) {
        trouble(fault);
      }
      link.textContent = words;
    });
    return link;
  }

  function answered(answer) {
    for (const url of state.urls.splice(0)) URL.revokeObjectURL(url);
    at("downloads").replaceChildren(offered("workbook.xlsx"), offered("result.html", answer.page), offered("result.json"));
    at("result").srcdoc = new TextDecoder().decode(answer.page);
    at("answer").hidden = false;
    at("answer-head").focus();
  }

  // ---- the page itself ----

  function begin(name) {
    const one = state.shelf.find((each) => each.name === name);
    const bytes = (words) => new TextEncoder().encode(words);
    const files_of = (map) => Object.fromEntries(Object.entries(map || {}).map(([file, words]) => [file, bytes(words)]));
    state.evidence = files_of(one && one.evidence);
    state.beside = files_of(one && one.beside);
    show(one ? `${one.name}.contract` : "my.contract", one ? one.contract : "");
  }

  text.addEventListener("input", changed);
  text.addEventListener("scroll", () => { follow(); at("hint").hidden = true; });
  text.addEventListener("mousemove", hover);
  text.addEventListener("mouseleave", () => { at("hint").hidden = true; });
  text.addEventListener("keydown", key);
  at("library").addEventListener("change", (event) => begin(event.target.value));
  at("open").addEventListener("change", (event) => take(event.target.files).catch(trouble));
  at("files").addEventListener("change", (event) => take(event.target.files).catch(trouble));
  at("tidy").addEventListener("click", async () => {
    const answer = await call("layout", written());
    if (answer.good) show(state.name, answer.text);
    else tell(answer.problems);
  });
  at("save").addEventListener("click", () => save(state.name, text.value, "text/plain"));
  at("run").addEventListener("click", run);
  const drop = at("drop");
  for (const name of ["dragover", "dragleave", "drop"])
    drop.addEventListener(name, (event) => {
      event.preventDefault();
      drop.classList.toggle("over", name === "dragover");
      if (name === "drop") take(event.dataTransfer.files).catch(trouble);
    });
  start().catch(trouble);
})();
