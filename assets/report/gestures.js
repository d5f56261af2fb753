// ---- gestures: mouse, wheel and fingers ----

class Gestures {
  constructor(app, tooltip) {
    this.app = app;
    this.tooltip = tooltip;
    this.pointers = new Map();
    for (const box of app.boxes) {
      const v = box.view;
      v.addEventListener("pointerdown", (e) => this.down(e, box));
      v.addEventListener("pointermove", (e) => this.move(e, box));
      v.addEventListener("pointerup", (e) => this.up(e, box));
      v.addEventListener("pointercancel", (e) => this.cancel(e));
      v.addEventListener("pointerleave", () => this.leave());
      v.addEventListener("dblclick", (e) => app.zoomAt(app.timeAt(this.x(e, v)), 0.4));
      v.addEventListener("wheel", (e) => this.wheel(e, v), { passive: false });
    }
    for (const canvas of [app.axis, app.overview]) {
      canvas.addEventListener("pointerdown", (e) => this.axisDown(e, canvas));
      canvas.addEventListener("pointermove", (e) => this.axisMove(e, canvas));
      canvas.addEventListener("pointerup", (e) => this.axisUp(e, canvas));
      canvas.addEventListener("pointercancel", () => { this.axisDrag = null; });
      canvas.addEventListener("wheel", (e) => this.wheel(e, canvas), { passive: false });
    }
  }
  x(e, node) { return e.clientX - node.getBoundingClientRect().left; }
  y(e, node) { return e.clientY - node.getBoundingClientRect().top; }

  down(e, box) {
    if (e.button > 0) return;
    box.view.setPointerCapture(e.pointerId);
    this.pointers.set(e.pointerId, this.x(e, box.view));
    this.hideTip();
    if (this.pointers.size === 2) { this.startPinch(); return; }
    const x = this.x(e, box.view);
    const measure = (e.shiftKey || this.app.tool === "measure") && x >= this.app.gutter;
    this.drag = { x, y: this.y(e, box.view), at: this.app.timeAt(x), view: { ...this.app.view }, measure, moved: false };
  }
  move(e, box) {
    const app = this.app, x = this.x(e, box.view), y = this.y(e, box.view);
    if (this.pointers.has(e.pointerId)) this.pointers.set(e.pointerId, x);
    if (this.pinch) { this.movePinch(); return; }
    if (!this.drag) { if (e.pointerType !== "touch") this.hover(e, box, x, y); return; }
    if (Math.abs(x - this.drag.x) > 4) this.drag.moved = true;
    if (!this.drag.moved) return;
    if (this.drag.measure) {
      this.setRange(this.drag.at, app.timeAt(clamp(x, app.gutter, app.width)));
    } else {
      box.view.classList.add("grabbing");
      const length = this.drag.view.to - this.drag.view.from, shift = (this.drag.x - x) / app.laneWidth() * length;
      const from = clamp(this.drag.view.from + shift, 0, app.report.end - length);
      app.setView(from, from + length);
    }
  }
  up(e, box) {
    this.pointers.delete(e.pointerId);
    box.view.classList.remove("grabbing");
    if (this.pinch) { if (this.pointers.size === 0) this.pinch = null; this.drag = null; return; }
    if (this.drag && !this.drag.moved) this.click(box, this.drag.x, this.drag.y);
    this.drag = null;
  }
  cancel(e) {
    this.pointers.delete(e.pointerId);
    this.drag = this.pinch = null;
  }
  leave() {
    if (this.drag) return;
    this.app.setHover(null);
    this.hideTip();
  }
  click(box, x, y) {
    const hit = hitAt(this.app, box.run, box.rows, x, y);
    if (hit && !hit.label) this.app.select(hit);
    else if (hit && hit.row.kind === "thread") this.app.goTo({ run: box.run, kind: "thread", index: hit.row.index, at: this.app.playhead });
    else if (x >= this.app.gutter) { this.app.select(null); this.app.setPlayhead(this.app.timeAt(x)); }
  }
  setRange(a, b) {
    const end = this.app.report.end;
    this.app.setRange({ from: clamp(Math.min(a, b), 0, end), to: clamp(Math.max(a, b), 0, end) });
  }

  startPinch() {
    const [a, b] = [...this.pointers.values()];
    this.pinch = { a: this.app.timeAt(a), b: this.app.timeAt(b) };
    this.drag = null;
  }
  // Both fingers keep the instants they were put on.
  movePinch() {
    const app = this.app, [xa, xb] = [...this.pointers.values()];
    if (xb === undefined || Math.abs(xa - xb) < 12) return;
    const { a, b } = this.pinch, perPixel = (b - a) / (xb - xa);
    if (!(perPixel > 0)) return;
    const length = clamp(perPixel * app.laneWidth(), LEAST_VIEW, app.report.end), from = a - (xa - app.gutter) * length / app.laneWidth();
    const start = clamp(from, 0, app.report.end - length);
    app.setView(start, start + length);
  }

  // The wheel belongs to the page until the timeline has been clicked or focused, so that nobody gets stuck while scrolling by.
  wheel(e, node) {
    const app = this.app, x = this.x(e, node);
    const sideways = Math.abs(e.deltaX) > Math.abs(e.deltaY) || (e.shiftKey && !e.ctrlKey);
    const ours = e.ctrlKey || e.metaKey || sideways || node === app.axis || node === app.overview || document.activeElement === node;
    if (!ours) { this.hint(); return; }
    const unit = e.deltaMode === 1 ? 16 : 1;
    if (sideways) {
      e.preventDefault();
      app.pan((e.deltaX || e.deltaY) * unit / app.laneWidth() * (app.view.to - app.view.from));
      return;
    }
    const factor = Math.exp(clamp(e.deltaY * unit, -240, 240) * (e.ctrlKey ? 0.008 : 0.0022));
    if (factor > 1 && app.view.to - app.view.from >= app.report.end && !e.ctrlKey) return;
    e.preventDefault();
    const at = node === app.overview ? (x - app.gutter) / app.laneWidth() * app.report.end : app.timeAt(Math.max(app.gutter, x));
    app.zoomAt(clamp(at, app.view.from, app.view.to), factor);
    this.hideTip();
  }
  hint() {
    const hint = $("#timeline-hint");
    hint.textContent = "Click the timeline, then scroll to zoom (or Ctrl + scroll).";
  }

  axisDown(e, canvas) {
    if (e.button > 0) return;
    canvas.setPointerCapture(e.pointerId);
    const x = this.x(e, canvas);
    this.axisDrag = { x, at: this.app.timeAt(x), moved: false };
    if (canvas === this.app.overview) this.moveOverview(x);
  }
  axisMove(e, canvas) {
    if (!this.axisDrag) return;
    const x = this.x(e, canvas);
    if (canvas === this.app.overview) { this.moveOverview(x); return; }
    if (Math.abs(x - this.axisDrag.x) > 4) this.axisDrag.moved = true;
    if (this.axisDrag.moved) this.setRange(this.axisDrag.at, this.app.timeAt(clamp(x, this.app.gutter, this.app.width)));
  }
  axisUp(e, canvas) {
    if (this.axisDrag && !this.axisDrag.moved && canvas === this.app.axis && this.axisDrag.x >= this.app.gutter) this.app.setPlayhead(this.axisDrag.at);
    this.axisDrag = null;
  }
  moveOverview(x) {
    const app = this.app, at = (x - app.gutter) / app.laneWidth() * app.report.end, length = app.view.to - app.view.from;
    if (length >= app.report.end) { app.setPlayhead(at); return; }
    const from = clamp(at - length / 2, 0, app.report.end - length);
    app.setView(from, from + length);
  }

  hover(e, box, x, y) {
    const hit = hitAt(this.app, box.run, box.rows, x, y);
    this.app.setHover(hit && !hit.label ? hit : null);
    if (!hit) { this.hideTip(); return; }
    if (hit.label) { if (hit.row.label) this.showTip(e, { title: hit.row.label, lines: labelLines(this.app, hit) }); return; }
    this.showTip(e, describeHit(this.app, hit));
  }
  showTip(e, { title, lines }) {
    const tip = this.tooltip;
    tip.replaceChildren(el("b", {}, title), ...lines.map((line) => el("div", {}, line)));
    tip.hidden = false;
    const { width, height } = tip.getBoundingClientRect();
    tip.style.left = `${clamp(e.clientX + 14, 4, window.innerWidth - width - 8)}px`;
    tip.style.top = `${e.clientY + 18 + height > window.innerHeight ? e.clientY - height - 12 : e.clientY + 18}px`;
  }
  hideTip() { this.tooltip.hidden = true; }
}

/// What a lane's name says when it is pointed at: its totals.
function labelLines(app, { run, row }) {
  if (row.kind === "thread" || row.kind === "call") {
    const t = run.threads[row.index], life = t.totals.reduce((a, b) => a + b, 0);
    return t.totals.map((time, s) => [s, time]).filter(([, time]) => time > 0).sort((a, b) => b[1] - a[1])
      .map(([s, time]) => `${app.report.stateNames[s]} ${shortTime(time)} (${formatPercent(time / Math.max(1, life))})`);
  }
  if (row.kind === "core") return [`busy ${shortTime(run.cores[row.index].busy)} (${formatPercent(run.cores[row.index].busy / run.end)})`];
  if (row.kind === "lock") {
    const l = run.lock(row.index);
    return [`${plural(l.acquisitions, "acquisition")}, ${formatCount(l.contended)} contended`, `waited for ${shortTime(l.wait)}, held ${shortTime(l.hold)}`];
  }
  if (row.kind === "object") return [`${formatCount(run.object(row.index).shared)} shared operations, ${formatCount(run.object(row.index).transfers)} transfers`];
  if (row.kind === "gil") return [`${formatCount(run.gils[row.index].switches)} times taken, held ${formatPercent(run.gils[row.index].held / 1000 / run.end)} of the time`];
  return [];
}
