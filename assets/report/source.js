// ---- source: colours, where every thread is, and what each line cost ----

const KEYWORDS = new Set(("False None True and as assert async await break class continue def del elif else except finally for from global if import in is " +
  "lambda nonlocal not or pass raise return try while with yield match case").split(" "));
const TOKEN = /("""|'''|"|')|(#.*)|(\d[\w.]*)|([^\W\d]\w*)|(\s+|.)/gu;

/// The line's text with its tokens in spans; `open`: the triple quote that an earlier line began, or "". Returns the one still open.
function colourLine(code, open) {
  const text = code.textContent, parts = [];
  let at = 0, afterDef = false;
  const push = (css, piece) => parts.push(css ? el("span", { class: css }, piece) : piece);
  if (open) {
    const end = text.indexOf(open);
    if (end < 0) { code.replaceChildren(el("span", { class: "s" }, text)); return open; }
    push("s", text.slice(0, end + 3));
    at = end + 3;
  }
  TOKEN.lastIndex = at;
  for (let m; at < text.length && (m = TOKEN.exec(text)); at = TOKEN.lastIndex) {
    const [piece, quote, comment, number, name] = m;
    if (quote) {
      const end = closingQuote(text, at + quote.length, quote);
      push("s", text.slice(at, end < 0 ? undefined : end));
      if (end < 0) { code.replaceChildren(...parts); return quote.length === 3 ? quote : ""; }
      TOKEN.lastIndex = end;
    } else if (comment) push("c", piece);
    else if (number) push("n", piece);
    else if (name) { push(KEYWORDS.has(name) ? "k" : afterDef ? "d" : "", piece); afterDef = name === "def" || name === "class"; } else push("", piece);
  }
  code.replaceChildren(...parts);
  return "";
}

function closingQuote(text, from, quote) {
  for (let i = from; i < text.length; ++i) {
    if (text[i] === "\\") ++i;
    else if (text.startsWith(quote, i)) return i + quote.length;
  }
  return -1;
}

class SourceView {
  constructor(app) {
    this.app = app;
    this.list = $("#source-lines");
    this.items = $$("li", this.list);
    this.list.classList.add("live");
    let open = "";
    this.rows = this.items.map((item, i) => {
      const code = $("code", item);
      open = colourLine(code, open);
      const where = el("span", { class: "where" }), cost = el("span", { class: "cost" });
      item.prepend(where);
      item.append(cost);
      return { item, where, cost, line: i + 1 };
    });
    this.picker = el("div", { class: "picker", role: "group", "aria-label": "Run shown beside the program" });
    if (app.report.runs.length > 1) {
      this.picker.append("waits and threads of ");
      for (const run of app.report.runs) this.picker.append(el("button", { type: "button", onclick: () => app.chooseRun(run) }, run.label));
    }
    $("#source .section-head").append(this.picker);
    this.shown = "";
  }

  /// What the threads waited at each line, for the chosen run. (Where they ran is known per function only: a line is noted at calls and waits.)
  showCosts() {
    const run = this.app.run, names = this.app.report.stateNames;
    $$("button", this.picker).forEach((b, i) => b.setAttribute("aria-pressed", String(i === run.index)));
    const waited = (line) => [STATE.gil, STATE.lock, STATE.spinning, STATE.runnable].map((s) => [s, line.states[s]]);
    const total = (line) => waited(line).reduce((sum, [, time]) => sum + time, 0);
    const most = Math.max(1, ...[...run.lines.values()].map(total));
    for (const row of this.rows) {
      row.cost.replaceChildren();
      const line = run.lines.get(row.line);
      if (!line || total(line) < Math.max(1, most * 5e-4)) continue;
      const bars = waited(line).filter(([, time]) => time / most > 0.004);
      for (const [state, time] of bars) {
        const bar = el("span");
        bar.style.width = `${Math.max(2, 3 * fontSize() * time / most)}px`;
        bar.style.background = `var(--state-${state})`;
        row.cost.append(bar);
      }
      row.cost.append(el("small", {}, shortTime(total(line))));
      row.cost.title = [`waits at line ${row.line}, all threads:`, ...waited(line).filter(([, time]) => time > 0).map(([s, time]) => `${names[s]} ${shortTime(time)}`),
        line.waits ? `${plural(line.waits, "wait")} began here` : ""].filter(Boolean).join("\n");
    }
  }

  /// Where every thread of the chosen run is at the playhead: filled = on a core, ring = waiting.
  showThreads(at) {
    const run = this.app.run, byLine = new Map();
    for (const t of run.threads) {
      const value = t.lane.at(Math.min(at, run.end - 1e-3));
      if (value === undefined || (value !== MIX && stateOf(value) === STATE.finished)) continue;
      const line = run.scriptLine(t.index, Math.min(at, run.end - 1e-3));
      if (!line) continue;
      if (!byLine.has(line)) byLine.set(line, []);
      byLine.get(line).push([t.index, value !== MIX && stateOf(value) === STATE.running]);
    }
    const key = run.index + JSON.stringify([...byLine]);
    if (key === this.shown) return;
    this.shown = key;
    for (const row of this.rows) {
      const threads = byLine.get(row.line) || [];
      row.item.classList.toggle("here", threads.some(([, runs]) => runs));
      if (!threads.length && !row.where.firstChild) continue;
      row.where.replaceChildren(...threads.slice(0, 6).map(([id, runs]) => this.dot(run, id, runs)),
        ...(threads.length > 6 ? [el("small", {}, `+${threads.length - 6}`)] : []));
    }
  }

  dot(run, id, runs) {
    const dot = el("i", { title: `${run.threadName(id)} ${runs ? "runs in this function, last seen here" : "waits here"}`, class: runs ? null : "waiting" });
    const color = this.app.palette.thread(id);
    if (runs) dot.style.background = color; else dot.style.borderColor = color;
    return dot;
  }

  reveal(line) {
    const row = this.rows[line - 1];
    if (!row) return;
    for (const r of this.rows) r.item.classList.toggle("found", r === row);
    row.item.scrollIntoView({ block: "nearest" });
  }
}
