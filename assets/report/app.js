// ---- app: what is looked at, and keeping the picture in step with it ----

const LEAST_VIEW = 20;  // ns

/// An instant at which there is something to see in all runs: many cores at work, many threads waiting.
function tellingInstant(runs) {
  const end = Math.min(...runs.map((r) => r.end));
  let best = end * 0.4, most = -1;
  for (let i = 1; i < 40; ++i) {
    const at = end * i / 40;
    let score = 0;
    for (const run of runs) {
      if (run.cores.some((core) => coreIn(core, at, at).thread >= 0)) score += 2;
      for (const t of run.threads) {
        const value = t.lane.at(at);
        if (value === undefined || value === MIX) continue;
        if (stateOf(value) === STATE.running) score += 1;
        else if (isWait(stateOf(value))) score += 0.4;
      }
    }
    if (score > most * 1.02) { most = score; best = at; }
  }
  return best;
}

class App {
  constructor(report) {
    this.report = report;
    this.run = report.runs[0];
    this.view = { from: 0, to: report.end };
    this.playhead = tellingInstant(report.runs);
    this.selection = null;
    this.hover = null;
    this.range = null;
    this.highlight = null;
    this.search = "";
    this.tool = "pan";
    this.groups = defaultGroups(report.runs);
    this.window = 0;
    this.dirty = new Set();
    this.palette = new Palette();
    this.stage = $("#stage");
    this.overview = el("canvas", { class: "overview", "aria-hidden": "true" });
    this.axis = el("canvas", { class: "axis", "aria-hidden": "true" });
    this.axisRow = el("div", { class: "axis-row" }, this.overview, this.axis);
    this.boxes = report.runs.map((run) => this.makeBox(run));
    this.why = el("section", { class: "card", id: "why", "aria-label": "Why is it so?", "aria-live": "polite" });
    this.measured = el("section", { class: "card", id: "measured", "aria-label": "Measured range", "aria-live": "polite" });
    this.legend = el("ul", { class: "legend", "aria-label": "What colours and patterns mean" });
  }

  makeBox(run) {
    const base = el("canvas", { "aria-hidden": "true" }), over = el("canvas", { class: "over", "aria-hidden": "true" });
    const machine = el("canvas", { class: "machine", "aria-hidden": "true" });
    const now = el("p", { class: "now" });
    const view = el("div", { class: "view", tabindex: "0", role: "application", "aria-roledescription": "timeline",
      "aria-label": `Timeline of ${run.label}`, "aria-describedby": "keys-short" }, base, over);
    const section = el("section", { class: "run", "aria-label": `Run under ${run.label}` },
      el("header", {}, el("h3", {}, run.label, " ", el("span", { class: `badge ${run.gil ? "gil" : "free"}` }, run.gil ? "GIL on" : "no GIL")),
        el("p", {}, `${formatTime(run.end)} · ${formatFactor(run.busy)} of ${plural(run.cores.length, "core")} busy on average`), now), machine, view);
    return { run, base, over, machine, now, view, section, rows: [] };
  }

  mount(toolbar) {
    this.toolbar = toolbar;
    this.stage.append(toolbar, this.axisRow, ...this.boxes.map((b) => b.section), this.legend,
      el("p", { id: "keys-short", class: "sr" }, "Arrow keys move and change lanes, plus and minus zoom, zero shows all, Enter walks through the spans with Tab, Escape leaves, question mark lists all keys."));
    this.panels = el("div", { class: "panels" }, this.why, this.measured);
    this.stage.after(this.panels);
    this.stage.hidden = false;
    new ResizeObserver(() => this.layout()).observe(this.stage);
    new ResizeObserver(() => {
      const stuck = getComputedStyle(toolbar).position === "sticky";
      this.axisRow.style.top = stuck ? `calc(2.85rem + ${toolbar.offsetHeight}px)` : "2.85rem";
    }).observe(toolbar);
    this.layout();
    this.showSelection();
    this.setRange(null);
  }

  // ---- geometry ----
  laneWidth() { return Math.max(20, this.width - this.gutter); }
  x(t) { return this.gutter + (t - this.view.from) / (this.view.to - this.view.from) * this.laneWidth(); }
  timeAt(x) { return this.view.from + (x - this.gutter) / this.laneWidth() * (this.view.to - this.view.from); }

  layout() {
    const rem = fontSize() / 16;
    this.width = Math.max(200, this.stage.clientWidth);
    this.scale = this.width < 560 ? 0.95 * rem : rem;
    this.gutter = Math.round(Math.min(this.width * 0.23, 132 * this.scale));
    for (const box of this.boxes) box.rows = layoutRows(box.run, this.groups, this.scale).map((row) => Object.assign(row, { run: box.run }));
    this.busyColumns = null;
    this.touch("all");
  }

  // ---- changing what is shown ----
  setView(from, to) {
    const length = clamp(to - from, LEAST_VIEW, this.report.end);
    const start = clamp(from + (to - from - length) / 2, 0, this.report.end - length);
    this.view = { from: start, to: start + length };
    this.touch("all");
  }
  zoomTo(from, to) {
    if (this.playing || prefersCalm()) { this.setView(from, to); return; }
    const start = { ...this.view }, began = performance.now();
    const step = (now) => {
      const part = clamp((now - began) / 180, 0, 1), ease = 1 - (1 - part) ** 3;
      this.setView(start.from + (from - start.from) * ease, start.to + (to - start.to) * ease);
      if (part < 1) this.zooming = requestAnimationFrame(step);
    };
    cancelAnimationFrame(this.zooming);
    this.zooming = requestAnimationFrame(step);
  }
  zoomAt(t, factor) {
    cancelAnimationFrame(this.zooming);
    const length = clamp((this.view.to - this.view.from) * factor, LEAST_VIEW, this.report.end);
    const part = (t - this.view.from) / (this.view.to - this.view.from);
    this.setView(t - part * length, t - part * length + length);
  }
  pan(time) {
    const length = this.view.to - this.view.from, from = clamp(this.view.from + time, 0, this.report.end - length);
    this.setView(from, from + length);
  }
  setPlayhead(t) {
    this.playhead = clamp(t, 0, this.report.end);
    this.touch("over");
  }
  setHover(hit) { this.hover = hit; this.touch("over"); }
  setSearch(text) { this.search = text.trim().toLowerCase(); this.touch("all"); }
  matches(row) { return this.search !== "" && row.label !== "" && row.label.toLowerCase().includes(this.search); }
  chooseRun(run) {
    this.run = run;
    this.source.showCosts();
    this.touch("over");
  }
  setGroup(name, on) {
    this.groups[name] = on;
    this.onGroups();
    this.layout();
  }
  setRange(range) {
    this.range = range && range.to - range.from > 0 ? range : null;
    this.dock();
    if (this.range) announce(showRange(this, this.measured));
    else this.measured.replaceChildren(el("h3", {}, "Measure"), el("p", { class: "details" },
      "Drag along the time axis, or hold Shift and drag in the timeline, to see what happened within a range."));
    this.touch("over");
  }

  select(hit, { move = true } = {}) {
    this.selection = hit;
    if (hit) {
      if (this.run !== hit.run) this.chooseRun(hit.run);
      if (move && !this.playing) this.setPlayhead(hit.at);
    }
    this.showSelection();
    this.touch("all");
  }
  // While something is selected or measured its card stays in sight.
  dock() {
    this.panels.classList.toggle("docked", Boolean(this.selection || this.range));
    this.why.hidden = Boolean(!this.selection && this.range);
    this.measured.hidden = Boolean(this.selection && !this.range);
  }
  showSelection() {
    const hit = this.selection;
    this.dock();
    if (!hit) {
      this.why.replaceChildren(el("h3", {}, "Why?"), el("p", { class: "details" }, "Click anything in the timeline: a sentence says why it is so, and what lies behind it."));
      return;
    }
    const { title, lines } = describeHit(this, hit), chain = whyHit(this, hit);
    const sentence = (parts) => parts.map((p) => (typeof p === "string" ? p : el("button", { type: "button", class: "link", onclick: () => this.goTo(p.go) }, p.text)));
    const details = (link) => link.details.map((d) => el("p", { class: "details" }, ...sentence(d)));
    this.why.replaceChildren(el("button", { type: "button", class: "close", "aria-label": "Clear the selection", onclick: () => this.select(null) }, "×"), el("h3", {}, title), el("p", { class: "details" }, `${hit.run.label} · ${lines.join(" · ")}`),
      el("p", { class: "answer" }, ...sentence(chain[0].parts)), ...details(chain[0]),
      ...(chain.length > 1 ? [el("p", { class: "details" }, "What lies behind it:"), el("ol", {}, ...chain.slice(1).map((link) => el("li", {}, ...sentence(link.parts), ...details(link))))] : []));
    this.chain = chain;
  }

  // ---- going to things ----
  /// {run, kind, index, at}: selects the span of that lane at that instant and brings it into view.
  goTo(target) {
    const group = { thread: "threads", core: "cores", gil: "gil", lock: "locks", object: "objects" }[target.kind];
    if (!this.groups[group]) this.setGroup(group, true);
    const box = this.boxes[target.run.index];
    const row = box.rows.find((r) => r.kind === target.kind && r.index === target.index);
    if (!row) { announce(`${target.run.label} has no lane for that`); return; }
    const hit = this.hitOf(row, target.at);
    if (hit) this.show(hit);
    this.scrollTo(box, row);
  }
  hitOf(row, at) {
    if (!row.lane) return { run: row.run, row, at, begin: at, end: at };
    const i = row.lane.find(at);
    return i < 0 ? { run: row.run, row, at, begin: at, end: at, value: STATE.finished } : spanHit(row.run, row, i, at, 0);
  }
  show(hit) {
    const length = this.view.to - this.view.from;
    this.select(hit);
    if (hit.at < this.view.from || hit.at > this.view.to) this.zoomTo(hit.at - length / 2, hit.at + length / 2);
  }
  scrollTo(box, row) {
    const top = box.view.getBoundingClientRect().top + row.y, margin = 160;
    if (top < margin || top > window.innerHeight - 60) window.scrollBy({ top: top - window.innerHeight / 2, behavior: prefersCalm() ? "auto" : "smooth" });
  }
  /// The next call of a function from the playhead on, in any thread.
  goToFunction(run, fn) {
    let best = null;
    for (const t of run.threads) {
      run.calls(t.index).forEach((calls, depth) => {
        const later = calls.filter((c) => c.fn === fn), call = later.find((c) => c.begin > this.playhead) || later[0];
        if (call && (!best || (call.begin > this.playhead) > (best.call.begin > this.playhead) || (call.begin < best.call.begin && call.begin > this.playhead)))
          best = { call, depth, thread: t.index };
      });
    }
    if (!best) { announce("That function never ran"); return; }
    this.highlight = { run, fn };
    this.setGroup("calls", true);
    this.setGroup("threads", true);
    const box = this.boxes[run.index];
    const row = box.rows.find((r) => r.kind === "call" && r.index === best.thread && r.depth === best.depth) || box.rows.find((r) => r.kind === "thread" && r.index === best.thread);
    const { begin, end } = best.call, pad = (end - begin) * 1.5 + LEAST_VIEW;
    this.select({ run, row, at: begin, begin, end, call: best.call, calls: 1, value: 0, i: -1 });
    this.zoomTo(begin - pad, end + pad);
    this.scrollTo(box, row);
    const line = run.functions[fn].line;
    if (line && run.functions[fn].file === run.path) this.source.reveal(line);
  }

  // ---- painting ----
  touch(what) {
    this.dirty.add(what);
    if (this.pending) return;
    this.pending = requestAnimationFrame(() => { this.pending = 0; this.paint(); });
  }
  paint() {
    const all = this.dirty.has("all");
    this.dirty.clear();
    if (all) {
      this.ticks = ticksOf(this.view.from, this.view.to, this.laneWidth(), 92 * this.scale);
      for (const box of this.boxes) paintRun(this, box.run, box.rows, box.base);
      paintLegend(this);
    }
    paintAxis(this);
    paintOverview(this);
    for (const box of this.boxes) {
      paintMachine(this, box.run, box.machine, this.playhead, this.window);
      paintOver(this, box);
      const words = machineNow(this, box.run);
      if (box.now.textContent !== words) box.now.textContent = words;
    }
    this.source.showThreads(this.playhead);
    this.onPaint();
  }
  recolour() {
    this.palette = new Palette();
    this.source.shown = "";
    this.layout();
  }
}

function machineNow(app, run) {
  if (app.playhead > run.end) return "";
  const busy = run.cores.filter((core) => coreIn(core, app.playhead, app.playhead).thread >= 0).length;
  return `at ${shortTime(app.playhead)}: ${busy} of ${plural(run.cores.length, "core")} busy`;
}
