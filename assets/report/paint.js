// ---- paint: a run's lanes on its canvas ----

// From the bottom up: running below what waits; threads below idleness.
const stateOrder = (a, b) => a - b;
const holderOrder = (a, b) => (a === -1 ? 1e9 : a) - (b === -1 ? 1e9 : b);

/// Rectangles by key, so that each colour is set once.
class Batch {
  constructor() { this.byKey = new Map(); }
  add(key, x, y, width, height) {
    if (!this.byKey.has(key)) this.byKey.set(key, []);
    this.byKey.get(key).push(x, y, width, height);
  }
  fill(context, styleOf, marksOf) {
    for (const [key, list] of this.byKey) {
      context.fillStyle = styleOf(key);
      for (let i = 0; i < list.length; i += 4) context.fillRect(list[i], list[i + 1], list[i + 2], list[i + 3]);
      const marks = marksOf && marksOf(key);
      if (!marks) continue;
      context.fillStyle = marks;
      for (let i = 0; i < list.length; i += 4) if (list[i + 2] >= 3 && list[i + 3] >= 5) context.fillRect(list[i], list[i + 1], list[i + 2], list[i + 3]);
    }
  }
}

function paintRun(app, run, rows, canvas) {
  const width = app.width, height = rowsHeight(rows, app.scale);
  const c = fitCanvas(canvas, width, height);
  paintGrid(app, c, height, run);
  for (const row of rows) {
    paintLabel(app, c, row);
    if (row.lane) paintSpans(app, c, run, row);
    else if (row.calls) paintCalls(app, c, run, row);
    else if (row.bins) paintHeat(app, c, run, row);
    else paintMemory(app, c, run, row);
  }
}

function paintGrid(app, c, height, run) {
  const { palette: p, gutter } = app;
  c.fillStyle = p.grid;
  for (const tick of app.ticks) c.fillRect(Math.round(app.x(tick.at)), 0, 1, height);
  const end = app.x(run.end);
  if (end < app.width) {
    // Behind a run's end there is nothing: say so, rather than leave room for guesses.
    c.fillStyle = p.background;
    c.fillRect(Math.max(end, gutter), 0, app.width, height);
    c.fillStyle = p.gridStrong;
    if (end >= gutter) c.fillRect(Math.round(end), 0, 1, height);
    const text = run.raw.end === "finished" ? `done after ${shortTime(run.end)}` : `${run.raw.end} at ${shortTime(run.end)}`;
    c.font = `600 ${12 * app.scale}px ${p.font}`;
    const room = app.width - Math.max(end, gutter);
    if (room > c.measureText(text).width + 24) {
      c.fillStyle = run.raw.end === "deadlock" ? p.error : p.dim;
      c.textAlign = "left";
      c.textBaseline = "middle";
      c.fillText(text, Math.max(end, gutter) + 12, height / 2);
    }
  }
}

/// As much of a text as fits into a width: whole, else cut in its middle.
function fitText(c, text, width, cut = shorten) {
  const whole = c.measureText(text).width;
  if (whole <= width) return text;
  for (let letters = Math.floor(text.length * width / whole); letters > 3; --letters) {
    const tried = cut(text, letters);
    if (c.measureText(tried).width <= width) return tried;
  }
  return "";
}

function paintLabel(app, c, row) {
  const { palette: p } = app;
  const size = Math.min(11 * app.scale, row.height);
  const selected = app.selection && app.selection.row && app.selection.run === row.run;
  c.font = `${size}px ${p.font}`;
  c.textAlign = "right";
  c.textBaseline = "middle";
  c.fillStyle = app.matches(row) ? p.accent : selected ? p.text : p.dim;
  if (row.height < 9 && row.index % 4) return;
  c.fillText(fitText(c, row.label, app.gutter - 14, row.kind === "thread" ? nickname : shorten), app.gutter - 8, row.y + row.height / 2 + 0.5);
}

function spanStyle(app, row) {
  const p = app.palette;
  if (row.kind === "thread") {
    return {
      color: (k) => (k === OTHERS ? p.dim : p.states[k].fill),
      marks: (c) => (k) => (k === OTHERS ? null : p.marks(c, p.states[k])),
    };
  }
  return { color: (k) => (k === OTHERS ? p.dim : p.thread(k)), marks: () => () => null };
}

function paintSpans(app, c, run, row) {
  const batch = new Batch();
  const threads = row.kind === "thread";
  const width = Math.ceil(app.laneWidth());
  c.save();
  c.beginPath();
  c.rect(app.gutter, row.y, app.laneWidth(), row.height);
  c.clip();
  if (!threads) {
    c.fillStyle = app.palette.grid;
    c.fillRect(app.gutter, row.y, Math.max(0, Math.min(app.x(run.end), app.width) - app.gutter), row.height);
  }
  paintLane(row.lane, app.view.from, app.view.to, width, rowKey(row), threads ? stateOrder : holderOrder, (key, x, w, y, h) => {
    if (threads ? key === STATE.finished : key === -1) return;
    const high = Math.max(threads ? 0 : 1, h * row.height);  // nothing that happened is invisible
    batch.add(key, app.gutter + x, row.y + Math.min(y * row.height, row.height - high), w, high);
  });
  const style = spanStyle(app, row);
  batch.fill(c, style.color, style.marks(c));
  paintEdges(app, c, row);
  paintNames(app, c, run, row);
  c.restore();
}

// Thin gaps between wide neighbours, so that two turns of one thread do not look like one.
function paintEdges(app, c, row) {
  const k = app.laneWidth() / (app.view.to - app.view.from);
  let i = Math.max(0, row.lane.find(app.view.from));
  c.fillStyle = app.palette.panel;
  for (let n = 0; i < row.lane.length && row.lane.edges[i] < app.view.to && n < 4000; ++i, ++n) {
    if ((row.lane.edges[i + 1] - row.lane.edges[i]) * k < 8) continue;
    if (row.kind !== "thread" && (row.lane.values[i] === 0 || row.lane.values[i + 1] === 0)) continue;
    c.fillRect(app.x(row.lane.edges[i + 1]) - 1, row.y, 1, row.height);
  }
}

// The words on a span that is wide enough for them.
function paintNames(app, c, run, row) {
  if (row.height < 12) return;
  const k = app.laneWidth() / (app.view.to - app.view.from), p = app.palette;
  c.font = `${Math.min(10.5 * app.scale, row.height - 3)}px ${p.font}`;
  c.textAlign = "left";
  c.textBaseline = "middle";
  const cut = row.kind === "thread" ? shorten : nickname;
  let i = Math.max(0, row.lane.find(app.view.from));
  for (let n = 0; i < row.lane.length && row.lane.edges[i] < app.view.to && n < 4000; ++i, ++n) {
    const begin = row.lane.edges[i], end = row.lane.edges[i + 1], value = row.lane.values[i];
    if ((end - begin) * k < 44 || value === MIX) continue;
    const x0 = Math.max(app.gutter, app.x(begin)) + 5, x1 = Math.min(app.width, app.x(end)) - 5;
    const [text, color, whole] = spanWords(app, run, row, value, i);
    const shown = whole && c.measureText(text).width > x1 - x0 ? "" : fitText(c, text, x1 - x0, cut);
    if (!shown) continue;
    if (row.kind === "thread" && app.palette.states[stateOf(value)].pattern) {
      // A plate under the words keeps them readable on a pattern.
      c.fillStyle = color;
      c.fillRect(x0 - 3, row.y + 2, c.measureText(shown).width + 6, row.height - 4);
    }
    c.fillStyle = inkOn(color);
    c.fillText(shown, x0, row.y + row.height / 2 + 0.5);
  }
}

/// [words, colour under them, whether they stand there whole or not at all]
function spanWords(app, run, row, value, i) {
  const p = app.palette;
  if (row.kind !== "thread") return holderOf(value) < 0 ? ["", p.grid, true] : [run.threadName(holderOf(value)), p.thread(holderOf(value)), false];
  const state = stateOf(value);
  if (state === STATE.finished) return ["", p.panel, true];
  if (state !== STATE.running) return [app.report.stateNames[state], p.states[state].fill, true];
  return [mainFunction(run, row.index, i) || app.report.stateNames[state], p.states[state].fill, false];
}

/// The function that took most of a span of a thread.
function mainFunction(run, thread, i) {
  const t = run.threads[thread];
  t.mainFunctions = t.mainFunctions || new Map();
  if (!t.mainFunctions.has(i)) {
    const shares = t.stacks.shares(t.lane.edges[i], t.lane.edges[i + 1], (v) => (v > 0 ? run.stacks[v - 1].fn : -1));
    const most = [...shares].filter(([fn]) => fn >= 0).sort((x, y) => y[1] - x[1])[0];
    t.mainFunctions.set(i, most ? run.functions[most[0]].name : "");
  }
  return t.mainFunctions.get(i);
}

const callColor = (palette, fn) => palette.threads[(fn * 5 + 1) % 12];

function paintCalls(app, c, run, row) {
  const k = app.laneWidth() / (app.view.to - app.view.from), batch = new Batch(), named = [];
  let column = -1, covered = 0, fn = 0;
  const flush = () => { if (column >= 0 && covered > 0) batch.add(fn, column, row.y + row.height * (1 - Math.min(1, covered)), 1, row.height * Math.min(1, covered)); };
  for (const call of row.calls) {
    if (call.end <= app.view.from) continue;
    if (call.begin >= app.view.to) break;
    const x0 = Math.max(app.gutter, app.x(call.begin)), x1 = Math.min(app.width, app.x(call.end));
    if (x1 - x0 >= 1) {
      batch.add(call.fn, x0, row.y, Math.max(1, x1 - x0 - (x1 - x0 > 4 ? 1 : 0)), row.height);
      if (x1 - x0 > 30) named.push([call, x0, x1]);
      continue;
    }
    if (Math.floor(x0) !== column) { flush(); column = Math.floor(x0); covered = 0; fn = call.fn; }
    covered += x1 - x0;
  }
  flush();
  c.globalAlpha = 0.62;
  batch.fill(c, (key) => callColor(app.palette, key));
  c.globalAlpha = 1;
  c.font = `${Math.min(10 * app.scale, row.height - 2)}px ${app.palette.font}`;
  c.textAlign = "left";
  c.textBaseline = "middle";
  c.fillStyle = app.palette.text;
  for (const [call, x0, x1] of named) {
    const letters = Math.floor((x1 - x0 - 6) / (5.7 * app.scale));
    if (letters > 2) c.fillText(shorten(run.functions[call.fn].name, letters), x0 + 4, row.y + row.height / 2 + 0.5);
  }
  if (app.highlight && app.highlight.run === run) {
    c.strokeStyle = app.palette.accent;
    c.lineWidth = 2;
    for (const [call, x0, x1] of named) if (call.fn === app.highlight.fn) c.strokeRect(x0 + 1, row.y + 1, x1 - x0 - 2, row.height - 2);
  }
}

/// How hot a bin is, 0 to 1, on a log scale up to the hottest bin of the run.
function heatOf(run, row, bin) {
  if (!run.hottest) run.hottest = Math.max(1, ...run.hotObjects().map((o) => Math.max(...o.bins.shared.map((s, i) => s + o.bins.transfers[i] * 4), 1)));
  const value = row.bins.shared[bin] + row.bins.transfers[bin] * 4;
  return value > 0 ? 0.12 + 0.88 * Math.log(1 + value) / Math.log(1 + run.hottest) : 0;
}

function paintHeat(app, c, run, row) {
  const width = row.bins.width / 1000;
  c.fillStyle = app.palette.grid;
  c.fillRect(app.gutter, row.y, Math.max(0, Math.min(app.x(run.end), app.width) - app.gutter), row.height);
  c.fillStyle = app.palette.object.fill;
  for (let i = 0; i < row.bins.shared.length; ++i) {
    const x0 = Math.max(app.gutter, app.x(i * width)), x1 = Math.min(app.width, app.x(Math.min((i + 1) * width, run.end)));
    if (x1 <= x0) continue;
    c.globalAlpha = heatOf(run, row, i);
    c.fillRect(x0, row.y, x1 - x0 + 0.3, row.height);
  }
  c.globalAlpha = 1;
}

function paintMemory(app, c, run, row) {
  const most = Math.max(...run.memory.map((m) => m.bytes), 1);
  c.save();
  c.beginPath();
  c.rect(app.gutter, row.y, app.laneWidth(), row.height);
  c.clip();
  c.beginPath();
  c.moveTo(app.x(0), row.y + row.height);
  let y = row.y + row.height;
  for (const sample of run.memory) {
    c.lineTo(app.x(sample.at), y);
    y = row.y + row.height - (row.height - 2) * sample.bytes / most;
    c.lineTo(app.x(sample.at), y);
  }
  c.lineTo(app.x(run.end), y);
  c.lineTo(app.x(run.end), row.y + row.height);
  c.fillStyle = app.palette.accent;
  c.globalAlpha = 0.35;
  c.fill();
  c.restore();
  c.globalAlpha = 1;
}
