// The engine at work, beside the page so that typing never waits. It stands behind Emscripten's own script.
"use strict";
let engine;

const home = "/claim";

/// Removes a folder of the memory with all in it.
function remove(fs, path) {
  if (!fs.analyzePath(path).exists) return;
  for (const name of fs.readdir(path)) {
    if (name === "." || name === "..") continue;
    const at = `${path}/${name}`;
    if (fs.isDir(fs.stat(at).mode)) remove(fs, at);
    else fs.unlink(at);
  }
  fs.rmdir(path);
}

/// What the page holds, as files: {contract: {name, text}, beside: {name: bytes}, evidence: {name: bytes}}.
function put(m, files) {
  remove(m.FS, home);
  m.FS.mkdir(home);
  m.FS.mkdir(`${home}/evidence`);
  m.FS.writeFile(`${home}/${files.contract.name}`, files.contract.text);
  for (const [name, bytes] of Object.entries(files.beside || {})) m.FS.writeFile(`${home}/${name}`, bytes);
  for (const [name, bytes] of Object.entries(files.evidence || {}))
    m.FS.writeFile(`${home}/evidence/${name}`, bytes);
  return `${home}/${files.contract.name}`;
}

/// A file of the memory doubles when it grows; as Emscripten has it, a large one is copied again and again.
function let_files_double(m) {
  m.FS.filesystems.MEMFS.expandFileStorage = (node, wanted) => {
    const held = node.contents ? node.contents.length : 0;
    if (held >= wanted) return;
    const grown = new Uint8Array(Math.max(wanted, 2 * held, 4096));
    if (node.usedBytes > 0) grown.set(node.contents.subarray(0, node.usedBytes));
    node.contents = grown;
  };
  return m;
}

const asked = (m, name, ...words) =>
  JSON.parse(m.ccall(name, "string", words.map(() => "string"), words));

const calls = {
  words: (m) => asked(m, "outturn_words"),
  check: (m, files) => asked(m, "outturn_check", put(m, files)),
  layout: (m, files) => asked(m, "outturn_layout", put(m, files)),
  run: (m, files) => {
    const answer = asked(m, "outturn_run", put(m, files), `${home}/evidence`, `${home}/result.html`);
    if (answer.good) answer.page = m.FS.readFile(`${home}/result.html`);
    return answer;
  },
  write: (m, name) => {
    const answer = asked(m, "outturn_write", `${home}/${name}`);
    answer.bytes = m.FS.readFile(`${home}/${name}`);
    m.FS.unlink(`${home}/${name}`);
    return answer;
  },
};

self.onmessage = async ({ data }) => {
  if (data.wasm) {
    engine = outturnEngine({ wasmBinary: data.wasm }).then(let_files_double);
    return;
  }
  try {
    const value = calls[data.call](await engine, data.files);
    self.postMessage({ id: data.id, value });
  } catch (fault) {
    self.postMessage({ id: data.id, fault: String(fault) });
  }
};
