// ---- keys: everything without a mouse ----

const KEYS = [["← →", "move along time"], ["↑ ↓", "previous, next lane"], ["+ −, W S", "zoom in, out"], ["A D", "move along time, in larger steps"],
  ["0", "show everything"], ["Home End", "to the beginning, to the end"], ["Enter", "walk through the spans: Tab and Shift+Tab step, Escape leaves"],
  [". ,", "next, previous span of the lane"], ["[ ]", "to the one who is to blame, and back"], ["F", "zoom to the selection"], ["Space", "play, pause"],
  ["Ctrl+F or /", "search"], ["Wheel", "zoom at the pointer (after a click, or with Ctrl); Shift+wheel moves"], ["Drag", "move; with Shift, or on the axis: measure"],
  ["Two fingers", "zoom; one finger moves"], ["?", "this list"]];

class Keys {
  constructor(app, controls) {
    this.app = app;
    this.controls = controls;
    this.trail = [];
    for (const box of app.boxes) {
      box.view.addEventListener("keydown", (e) => this.inView(e, box));
      box.view.addEventListener("focus", () => { this.box = box; });
      box.view.addEventListener("blur", () => { this.walking = false; });
    }
    document.addEventListener("keydown", (e) => this.anywhere(e));
  }

  anywhere(e) {
    const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(e.target.tagName);
    if (e.defaultPrevented || typing) return;
    if (e.key === "?") this.controls.showHelp();
    else if (e.key === "/" || ((e.ctrlKey || e.metaKey) && e.key.toLowerCase() === "f" && this.inSight())) $("#search").focus();
    else return;
    e.preventDefault();
  }
  inSight() {
    const r = this.app.stage.getBoundingClientRect();
    return r.top < window.innerHeight * 0.7 && r.bottom > window.innerHeight * 0.3;
  }

  inView(e, box) {
    if (e.ctrlKey || e.metaKey || e.altKey) return;
    const app = this.app, length = app.view.to - app.view.from, middle = (app.view.from + app.view.to) / 2;
    const focus = app.selection && app.selection.at >= app.view.from && app.selection.at <= app.view.to ? app.selection.at : middle;
    const act = {
      ArrowLeft: () => app.pan(-length * 0.1), ArrowRight: () => app.pan(length * 0.1), a: () => app.pan(-length * 0.35), d: () => app.pan(length * 0.35),
      ArrowUp: () => this.lane(box, -1), ArrowDown: () => this.lane(box, 1),
      "+": () => app.zoomAt(focus, 0.6), "=": () => app.zoomAt(focus, 0.6), w: () => app.zoomAt(focus, 0.6),
      "-": () => app.zoomAt(focus, 1 / 0.6), s: () => app.zoomAt(focus, 1 / 0.6),
      0: () => app.zoomTo(0, app.report.end), Home: () => app.pan(-app.report.end), End: () => app.pan(app.report.end),
      ".": () => this.step(box, 1), ",": () => this.step(box, -1), "[": () => this.blame(), "]": () => this.back(),
      f: () => this.fit(), " ": () => this.controls.toggle(), Enter: () => this.walk(box),
    }[e.key.length === 1 ? e.key.toLowerCase() : e.key];
    if (e.key === "Escape" && (this.walking || app.selection)) { this.walking = false; app.select(null); announce("Left the spans"); } else if (e.key === "Tab" && this.walking) {
      if (!this.step(box, e.shiftKey ? -1 : 1)) { this.walking = false; return; }
    } else if (act) act();
    else return;
    e.preventDefault();
  }

  rows(box) { return box.rows.filter((r) => r.lane || r.calls); }
  current(box) {
    const s = this.app.selection;
    return s && s.run === box.run && s.row ? this.rows(box).find((r) => r.kind === s.row.kind && r.index === s.row.index && r.depth === s.row.depth) : null;
  }
  pick(hit) {
    this.app.show(hit);
    const { title, lines } = describeHit(this.app, hit);
    announce(`${title}. ${lines.join(". ")}`);
  }
  walk(box) {
    this.walking = true;
    const row = this.current(box) || this.rows(box)[0];
    if (row) this.pick(this.nearest(row, this.app.selection ? this.app.selection.at : Math.max(this.app.view.from, row.lane ? row.lane.begin : 0)));
  }
  lane(box, way) {
    const rows = this.rows(box), current = this.current(box), i = current ? rows.indexOf(current) + way : 0;
    if (!rows[i]) { announce("No more lanes"); return; }
    this.pick(this.nearest(rows[i], this.app.selection ? this.app.selection.at : this.app.playhead));
  }
  /// The span of a row at an instant, or the next one after it.
  nearest(row, at) {
    if (row.calls) { const call = row.calls.find((c) => c.end > at) || row.calls[row.calls.length - 1]; return { run: row.run, row, at: call.begin, begin: call.begin, end: call.end, call, calls: 1 }; }
    const t = clamp(at, row.lane.begin, Math.max(row.lane.begin, row.lane.end - 1e-3));
    return this.app.hitOf(row, t);
  }
  /// The next span of the lane; false at its end.
  step(box, way) {
    const row = this.current(box), s = this.app.selection;
    if (!row) { this.walk(box); return true; }
    if (row.calls) {
      const i = row.calls.indexOf(s.call) + way, call = row.calls[i];
      if (!call) return this.atEnd();
      this.pick({ run: row.run, row, at: call.begin, begin: call.begin, end: call.end, call, calls: 1 });
      return true;
    }
    const i = row.lane.find(clamp(s.at, row.lane.begin, row.lane.end - 1e-3)) + way;
    if (i < 0 || i >= row.lane.length) return this.atEnd();
    const begin = row.lane.edges[i];
    this.pick(spanHit(row.run, row, i, (begin + row.lane.edges[i + 1]) / 2, 0));
    return true;
  }
  atEnd() { announce("End of the lane"); return false; }
  blame() {
    const parts = (this.app.selection ? whyHit(this.app, this.app.selection) : []).flatMap((link) => link.parts.slice(1));
    const other = parts.find((p) => typeof p !== "string" && p.go.kind === "thread" && !(this.app.selection.row.kind === "thread" && p.go.index === this.app.selection.row.index));
    if (!other) { announce("Nobody else is to blame"); return; }
    this.trail.push(this.app.selection);
    this.app.goTo(other.go);
    const { title, lines } = describeHit(this.app, this.app.selection);
    announce(`${title}. ${lines.join(". ")}`);
  }
  back() { if (this.trail.length) this.pick(this.trail.pop()); }
  fit() {
    const s = this.app.selection;
    if (!s) return;
    const pad = Math.max((s.end - s.begin) * 0.6, LEAST_VIEW);
    this.app.zoomTo(s.begin - pad, s.end + pad);
  }
}
