// ---- search: threads, functions, locks, objects and lines of the program ----

const MOST_FOUND = 40;

/// What matches a text: [{kind, label, note, run, go}]; the same thing in several runs counts once, for the chosen run first.
function searchReport(app, text) {
  const needle = text.trim().toLowerCase(), found = [], seen = new Set();
  if (!needle) return found;
  const offer = (kind, name, note, run, go) => {
    const key = kind + name;
    if (found.length >= MOST_FOUND || seen.has(key) || !name.toLowerCase().includes(needle)) return;
    seen.add(key);
    found.push({ kind, label: name, note, run, go });
  };
  const runs = [app.run, ...app.report.runs.filter((r) => r !== app.run)];
  for (const run of runs) {
    for (const t of run.threads) offer("thread", t.name, "thread", run, () => app.goTo({ run, kind: "thread", index: t.index, at: clamp(app.playhead, t.start, Math.max(t.start, t.end - 1)) }));
    for (const l of run.locks) if (l.acquisitions > 0) offer("lock", l.title, l.kind, run, () => app.goTo({ run, kind: "lock", index: l.index, at: Math.min(app.playhead, run.end - 1) }));
    for (const o of run.hotObjects()) offer("object", o.title, o.type, run, () => app.goTo({ run, kind: "object", index: o.index, at: Math.min(app.playhead, run.end - 1) }));
    run.functions.forEach((f, fn) => offer("function", f.name, f.file === run.path && f.line ? `function, line ${f.line}` : "function", run, () => app.goToFunction(run, fn)));
  }
  $$("#source-lines code").forEach((code, i) => offer("line", code.textContent.trim(), `line ${i + 1}`, app.run, () => app.source.reveal(i + 1)));
  return found;
}

class SearchBox {
  constructor(app) {
    this.app = app;
    this.found = [];
    this.chosen = 0;
    this.input = el("input", { type: "search", id: "search", placeholder: "Find thread, function, lock …", "aria-label": "Find a thread, function, lock, object or line",
      role: "combobox", "aria-expanded": "false", "aria-controls": "found", "aria-autocomplete": "list", autocomplete: "off", spellcheck: "false" });
    this.list = el("ul", { id: "found", role: "listbox", "aria-label": "Found", hidden: true });
    this.node = el("div", { class: "search" }, this.input, this.list);
    this.input.addEventListener("input", () => this.update());
    this.input.addEventListener("keydown", (e) => this.key(e));
    this.input.addEventListener("blur", () => setTimeout(() => { this.list.hidden = true; this.input.setAttribute("aria-expanded", "false"); }, 150));
  }
  update() {
    this.found = searchReport(this.app, this.input.value);
    this.chosen = 0;
    this.app.setSearch(this.input.value);
    const none = this.input.value.trim() && !this.found.length;
    this.list.replaceChildren(...this.found.map((f, i) => el("li", { role: "option", id: `found-${i}`, "aria-selected": String(i === 0),
      onmousedown: (e) => { e.preventDefault(); this.choose(i); } }, shorten(f.label, 44), el("small", {}, f.note))),
      ...(none ? [el("li", { role: "option", "aria-selected": "false", "aria-disabled": "true" }, "Nothing found")] : []));
    this.list.hidden = !this.list.firstChild;
    this.input.setAttribute("aria-expanded", String(!this.list.hidden));
    if (this.input.value.trim()) announce(none ? "Nothing found" : `${this.found.length} found; first: ${this.found[0].label}, ${this.found[0].note}`);
  }
  key(e) {
    if (e.key === "ArrowDown" || e.key === "ArrowUp") {
      e.preventDefault();
      if (!this.found.length) return;
      this.chosen = (this.chosen + (e.key === "ArrowDown" ? 1 : this.found.length - 1)) % this.found.length;
      $$("li", this.list).forEach((li, i) => li.setAttribute("aria-selected", String(i === this.chosen)));
      this.input.setAttribute("aria-activedescendant", `found-${this.chosen}`);
      $$("li", this.list)[this.chosen].scrollIntoView({ block: "nearest" });
    } else if (e.key === "Enter" && this.found.length) {
      e.preventDefault();
      this.choose(this.chosen);
    } else if (e.key === "Escape") {
      this.input.value = "";
      this.update();
    }
    e.stopPropagation();
  }
  choose(i) {
    this.found[i].go();
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
  }
}
