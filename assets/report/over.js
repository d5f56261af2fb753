// ---- over: what lies on top of the lanes (playhead, selection, arrows), the axis, the overview and the legend ----

const MOST_ARROWS = 70, MOST_FLOWS = 24;

function paintOver(app, box) {
  const { palette: p } = app, height = rowsHeight(box.rows, app.scale), c = fitCanvas(box.over, app.width, height);
  c.beginPath();
  c.rect(app.gutter, 0, app.laneWidth(), height);
  c.save();
  c.clip();
  if (app.range) {
    c.fillStyle = p.accent;
    c.globalAlpha = 0.16;
    c.fillRect(app.x(app.range.from), 0, app.x(app.range.to) - app.x(app.range.from), height);
    c.globalAlpha = 1;
    c.fillStyle = p.accent;
    for (const t of [app.range.from, app.range.to]) c.fillRect(app.x(t) - 0.5, 0, 1, height);
  }
  paintWakes(app, c, box);
  paintFlows(app, c, box);
  paintSigns(app, c, box);
  outline(app, c, box, app.hover, p.text, 1);
  outline(app, c, box, app.selection, p.accent, 2.5);
  paintChain(app, c, box);
  c.restore();
  const x = app.x(app.playhead);
  if (x < app.gutter || x > app.width) return;
  c.fillStyle = p.error;
  c.fillRect(x - 0.75, 0, 1.5, height);
}

function outline(app, c, box, hit, color, width) {
  if (!hit || hit.run !== box.run || !hit.row || hit.label) return;
  const row = box.rows.find((r) => r.kind === hit.row.kind && r.index === hit.row.index && r.depth === hit.row.depth);
  if (!row) return;
  const x0 = Math.max(app.gutter - 4, app.x(hit.begin)), x1 = Math.min(app.width + 4, app.x(hit.end));
  c.strokeStyle = color;
  c.lineWidth = width;
  c.strokeRect(x0 - 0.5, row.y - 0.5, Math.max(2.5, x1 - x0), row.height + 1);
}

function arrow(c, x, y0, y1, color, alpha) {
  const down = y1 > y0 ? 1 : -1;
  c.globalAlpha = alpha;
  c.strokeStyle = c.fillStyle = color;
  c.lineWidth = 1.25;
  c.beginPath();
  c.moveTo(x, y0);
  c.lineTo(x, y1 - 4 * down);
  c.stroke();
  c.beginPath();
  c.moveTo(x, y1);
  c.lineTo(x - 3, y1 - 5 * down);
  c.lineTo(x + 3, y1 - 5 * down);
  c.fill();
  c.globalAlpha = 1;
}

const threadRow = (box, id) => box.rows.find((r) => r.kind === "thread" && r.index === id);

/// Who woke whom: only where the arrows can be told apart.
function paintWakes(app, c, box) {
  if (!app.groups.threads) return;
  const within = box.run.wakes.filter((w) => w.at >= app.view.from && w.at <= app.view.to && w.waker !== w.woken);
  if (within.length > MOST_ARROWS) return;
  for (const wake of within) {
    const from = threadRow(box, wake.waker), to = threadRow(box, wake.woken);
    if (from && to) arrow(c, app.x(wake.at), from.y + from.height / 2, to.y + (to.y > from.y ? 0 : to.height), app.palette.text, 0.55);
  }
}

/// Items on their way through queues: from the thread that put them to the one that got them.
function paintFlows(app, c, box) {
  if (!app.groups.threads) return;
  const within = box.run.flows.filter((f) => f.at + f.length >= app.view.from && f.at <= app.view.to && f.from > 0 && f.to > 0 && f.from !== f.to);
  if (within.length > MOST_FLOWS) return;
  c.strokeStyle = c.fillStyle = app.palette.accent;
  c.lineWidth = 1.25;
  for (const flow of within) {
    const from = threadRow(box, flow.from - 1), to = threadRow(box, flow.to - 1);
    if (!from || !to) continue;
    const x0 = app.x(flow.at), x1 = app.x(flow.at + flow.length), y0 = from.y + from.height / 2, y1 = to.y + to.height / 2;
    c.setLineDash([4, 3]);
    c.beginPath();
    c.moveTo(x0, y0);
    c.lineTo(x1, y1);
    c.stroke();
    c.setLineDash([]);
    c.beginPath();
    c.arc(x1, y1, 2.5, 0, 7);
    c.fill();
  }
}

// What happens seldom and matters: a sign on the lane of its thread.
const SIGNS = new Map([["GilEnabled", "G"], ["Immortalized", "∞"], ["UncaughtException", "!"], ["Deadlock", "!"], ["LimitReached", "!"], ["GcBegin", "C"]]);

function paintSigns(app, c, box) {
  const kinds = app.report.markKinds, shown = box.run.marks.filter((m) => m.at >= app.view.from && m.at <= app.view.to && SIGNS.has(kinds[m.kind][0]));
  if (!app.groups.threads || shown.length > MOST_ARROWS) return;
  c.font = `700 ${9 * app.scale}px ${app.palette.font}`;
  c.textAlign = "center";
  c.textBaseline = "middle";
  let last = -Infinity;
  for (const mark of shown) {
    const row = threadRow(box, mark.thread - 1) || box.rows.find((r) => r.kind === "thread");
    const x = app.x(mark.at);
    if (!row || x - last < 15 * app.scale) continue;
    last = x;
    const y = row.y + row.height / 2, name = kinds[mark.kind][0];
    const color = /Exception|Deadlock|Limit/.test(name) ? app.palette.error : app.palette.text;
    c.fillStyle = app.palette.panel;
    c.strokeStyle = color;
    c.lineWidth = 1.25;
    c.beginPath();
    c.arc(x, y, 6 * app.scale, 0, 7);
    c.fill();
    c.stroke();
    c.fillStyle = color;
    c.fillText(SIGNS.get(name), x, y + 0.5);
  }
}

/// From the selected thread to those its explanation blames.
function paintChain(app, c, box) {
  const hit = app.selection;
  if (!hit || hit.run !== box.run || !hit.row || hit.row.kind !== "thread" || !app.chain) return;
  let from = threadRow(box, hit.row.index);
  for (const link of app.chain) {
    for (const part of link.parts.slice(1)) {
      if (typeof part === "string" || part.go.kind !== "thread") continue;
      const to = threadRow(box, part.go.index);
      if (from && to && from !== to) arrow(c, app.x(clamp(hit.at, app.view.from, app.view.to)), to.y + to.height / 2, from.y + from.height / 2, app.palette.accent, 1);
      from = to;
    }
  }
}

function paintAxis(app) {
  const p = app.palette, s = app.scale, height = Math.round(24 * s), c = fitCanvas(app.axis, app.width, height);
  c.font = `${10.5 * s}px ${p.font}`;
  c.textBaseline = "middle";
  for (const tick of app.ticks) {
    const x = app.x(tick.at), half = c.measureText(tick.text).width / 2;
    c.fillStyle = p.gridStrong;
    c.fillRect(Math.round(x), height - 5, 1, 5);
    c.fillStyle = p.dim;
    c.textAlign = "left";
    c.fillText(tick.text, clamp(x - half, app.gutter, app.width - 2 * half - 2), height / 2 - 2);
  }
  if (app.range) {
    const x0 = Math.max(app.gutter, app.x(app.range.from)), x1 = Math.min(app.width, app.x(app.range.to));
    if (x1 > x0) {
      c.fillStyle = p.accent;
      c.globalAlpha = 0.25;
      c.fillRect(x0, 0, x1 - x0, height);
      c.globalAlpha = 1;
      chip(c, p, formatTime(app.range.to - app.range.from, 3), (x0 + x1) / 2, height / 2, s, p.accent, app);
    }
  }
  const x = app.x(app.playhead);
  if (x >= app.gutter && x <= app.width) chip(c, p, shortTime(app.playhead), x, height / 2, s, p.error, app);
}

function chip(c, p, text, x, y, s, color, app) {
  c.font = `600 ${10.5 * s}px ${p.font}`;
  const width = c.measureText(text).width + 12, left = clamp(x - width / 2, app.gutter, app.width - width);
  roundRect(c, left, y - 9 * s, width, 18 * s, 5);
  c.fillStyle = color;
  c.fill();
  c.fillStyle = inkOn(color);
  c.textAlign = "center";
  c.fillText(text, left + width / 2, y + 0.5);
}

/// For each run, how many cores are busy in each column of the whole time: computed once per width.
function busyColumns(app) {
  if (app.busyColumns) return app.busyColumns;
  const width = Math.ceil(app.laneWidth());
  app.busyColumns = app.report.runs.map((run) => {
    const columns = new Float64Array(width);
    for (const core of run.cores)
      paintLane(core.lane, 0, app.report.end, width, (v) => (v > 0 ? 1 : 0), stateOrder, (key, x, w, y, share) => { if (key !== 0) for (let i = x; i < Math.min(width, x + w); ++i) columns[i] += share / run.cores.length; });
    return columns;
  });
  return app.busyColumns;
}

function paintOverview(app) {
  const p = app.palette, s = app.scale, runs = app.report.runs, strip = Math.round(Math.max(7, Math.min(14, 40 / runs.length)) * s);
  const height = runs.length * (strip + 2) + 6, c = fitCanvas(app.overview, app.width, height), k = app.laneWidth() / app.report.end;
  busyColumns(app).forEach((columns, r) => {
    const y = 3 + r * (strip + 2), run = runs[r];
    c.fillStyle = p.grid;
    c.fillRect(app.gutter, y, run.end * k, strip);
    c.fillStyle = p.states[STATE.running].fill;
    columns.forEach((part, x) => { if (part > 0) c.fillRect(app.gutter + x, y + strip * (1 - part), 1, strip * part); });
    if (strip >= 8) {
      c.font = `${Math.min(9.5 * s, strip)}px ${p.font}`;
      c.textAlign = "right";
      c.textBaseline = "middle";
      c.fillStyle = p.dim;
      c.fillText(shorten(run.label, Math.floor(app.gutter / (5.6 * s))), app.gutter - 8, y + strip / 2 + 0.5);
    }
  });
  const x0 = app.gutter + app.view.from * k, x1 = app.gutter + app.view.to * k;
  c.fillStyle = p.background;
  c.globalAlpha = 0.6;
  c.fillRect(app.gutter, 0, x0 - app.gutter, height);
  c.fillRect(x1, 0, app.width - x1, height);
  c.globalAlpha = 1;
  c.strokeStyle = p.accent;
  c.lineWidth = 1.5;
  c.strokeRect(x0 + 0.75, 0.75, Math.max(3, x1 - x0 - 1.5), height - 1.5);
  c.fillStyle = p.error;
  c.fillRect(app.gutter + app.playhead * k - 0.75, 0, 1.5, height);
}

/// What the visible colours and patterns mean.
function paintLegend(app) {
  const states = [0, 2, 3, 4, 1, 5, 6, 7].filter((s) => app.report.runs.some((run) => run.threads.some((t) => t.totals[s] > 0)));
  const key = JSON.stringify([states, app.groups, app.palette.background, app.scale]);
  if (app.legendKey === key) return;
  app.legendKey = key;
  const entry = (paint, text, alpha = 1) => {
    const canvas = el("canvas", { "aria-hidden": "true" });
    const c = fitCanvas(canvas, 22, 12);
    c.globalAlpha = alpha;
    c.fillStyle = paint.fill;
    c.fillRect(0, 0, 22, 12);
    const marks = app.palette.marks(c, paint);
    if (marks) { c.fillStyle = marks; c.fillRect(0, 0, 22, 12); }
    return el("li", {}, canvas, text);
  };
  const items = [];
  if (app.groups.threads) items.push(...states.map((s) => entry(app.palette.states[s], app.report.stateNames[s])));
  items.push(el("li", {}, ...[0, 1, 2, 3].map((i) => { const dot = el("span"); dot.style.cssText = `width:10px;height:10px;border-radius:3px;background:${app.palette.thread(i)}`; return dot; }),
    "one colour per thread, on cores, GIL and locks"));
  if (app.groups.objects) items.push(entry(app.palette.object, "changes of an object's reference count: the stronger, the more"));
  if (app.groups.threads) items.push(el("li", {}, "arrows: who woke whom; dashed: an item through a queue (zoom in where there are many)"));
  items.push(el("li", {}, "a column of pixels that several share is divided as they share it"));
  app.legend.replaceChildren(...items);
}
