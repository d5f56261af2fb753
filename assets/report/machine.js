// ---- machine: the cores, the GIL and the queues at the playhead, as a strip above each run ----

const machineHeight = (app) => Math.round((app.width < 560 ? 58 : 46) * app.scale);

function roundRect(c, x, y, w, h, r) {
  c.beginPath();
  if (c.roundRect) c.roundRect(x, y, w, h, Math.min(r, w / 2, h / 2)); else c.rect(x, y, w, h);
}

/// Which thread a core ran most within [from, to), and for which part of it.
function coreIn(core, from, to) {
  if (to - from < 1) {
    const v = core.lane.at(to);
    return v === undefined || v === MIX ? mostOf(core.lane.shares(to, to + 1, holderOf), 1) : { thread: holderOf(v), part: holderOf(v) >= 0 ? 1 : 0 };
  }
  return mostOf(core.lane.shares(from, to, holderOf), to - from);
}

function mostOf(shares, length) {
  let thread = -1, most = 0, all = 0;
  for (const [k, time] of shares) {
    if (k < 0) continue;
    all += time;
    if (time > most) { most = time; thread = k; }
  }
  return { thread, part: Math.min(1, all / length) };
}

/// `window`: how much simulated time one frame stands for; 0 = an instant.
function paintMachine(app, run, canvas, at, window) {
  const p = app.palette, s = app.scale, narrow = app.width < 560, width = app.width, height = machineHeight(app);
  const c = fitCanvas(canvas, width, height);
  if (at > run.end) { paintDone(app, c, run, height); return; }
  const queue = narrow ? 0 : Math.min(300 * s, width * 0.3);
  const left = app.gutter, room = width - left - queue - 8, n = run.cores.length;
  const pitch = room / n, boxWidth = Math.max(3, pitch - (n > 16 ? 2 : 5)), top = 5 * s, box = 24 * s;
  const gils = run.usesGil ? run.gils.map((g) => holderAt(g.lane, Math.min(at, run.end - 1e-3))).filter(Boolean) : [], gil = gils[0];
  label(c, p, "machine", left - 8, top + box / 2, 11 * s);
  run.cores.forEach((core, i) => {
    const { thread, part } = coreIn(core, Math.max(0, at - window), Math.min(at, run.end - 1e-3));
    const x = left + i * pitch;
    roundRect(c, x, top, boxWidth, box, 5);
    c.fillStyle = p.grid;
    c.fill();
    if (thread < 0) { c.strokeStyle = p.border; c.lineWidth = 1; c.stroke(); return; }
    c.save();
    c.clip();
    c.globalAlpha = 0.35 + 0.65 * part;
    c.fillStyle = p.thread(thread);
    c.fillRect(x, top, boxWidth, box);
    c.globalAlpha = 1;
    coreWords(app, c, run, thread, at, x, top, boxWidth, box);
    c.restore();
    if (gils.some((g) => g.thread === thread)) token(c, p, x + boxWidth / 2, top + box + 1, s, boxWidth);
  });
  if (gils.length === 1 && !run.cores.some((core) => coreIn(core, at, at).thread === gil.thread)) label(c, p, `GIL: ${shorten(run.threadName(gil.thread), 14)}`, left - 8, top + box + 9 * s, 9.5 * s, p.gil.fill);
  paintQueues(app, c, run, at, narrow ? left : width - queue, narrow ? top + box + 12 * s : top, narrow ? width - left : queue, narrow);
}

function label(c, p, text, x, y, size, color) {
  c.font = `${size}px ${p.font}`;
  c.textAlign = "right";
  c.textBaseline = "middle";
  c.fillStyle = color || p.dim;
  c.fillText(text, x, y);
}

function coreWords(app, c, run, thread, at, x, top, width, height) {
  const letters = Math.floor((width - 8) / (6.2 * app.scale));
  if (letters < 2) return;
  const name = run.threadName(thread), place = run.functionName(run.frame(thread, at));
  c.fillStyle = inkOn(app.palette.thread(thread));
  c.textAlign = "center";
  c.textBaseline = "middle";
  const two = place && letters >= 8;
  c.font = `600 ${(two ? 9.5 : 10.5) * app.scale}px ${app.palette.font}`;
  const short = letters < 5 ? (name.match(/\d+$/) || [name.slice(0, letters)])[0] : nickname(name, letters);
  c.fillText(short, x + width / 2, top + height * (two ? 0.31 : 0.5));
  if (!two) return;
  c.font = `${9 * app.scale}px ${app.palette.font}`;
  c.fillText(shorten(place, letters), x + width / 2, top + height * 0.72);
}

// The GIL: one token, under the core whose thread holds it.
function token(c, p, x, y, s, room) {
  const wide = room > 34 * s;
  roundRect(c, x - (wide ? 15 : 5) * s, y, (wide ? 30 : 10) * s, 13 * s, 6 * s);
  c.fillStyle = p.gil.fill;
  c.fill();
  c.strokeStyle = p.panel;
  c.lineWidth = 1.5;
  c.stroke();
  if (!wide) return;
  c.font = `700 ${9 * s}px ${p.font}`;
  c.fillStyle = inkOn(p.gil.fill);
  c.textAlign = "center";
  c.textBaseline = "middle";
  c.fillText("GIL", x, y + 6.8 * s);
}

/// The threads by what they wait for: [{text, threads, state}].
function queuesAt(app, run, at) {
  const groups = new Map();
  for (const t of run.threads) {
    const v = t.lane.at(Math.min(at, run.end - 1e-3));
    if (v === undefined || v === MIX) continue;
    const state = stateOf(v);
    if (state === STATE.running || state === STATE.finished) continue;
    const lock = state === STATE.lock || state === STATE.spinning ? awaitedLock(run, t.index, at) : null;
    const key = lock ? `${state}-${lock.index}` : String(state);
    const text = { [STATE.gil]: "wait for the GIL", [STATE.runnable]: "wait for a core", [STATE.sleeping]: "sleep", [STATE.io]: "in I/O",
      [STATE.stopped]: "stopped", [STATE.lock]: lock ? `wait for ${shorten(lock.title, 14)}` : "wait for a lock",
      [STATE.spinning]: lock ? `spin on ${shorten(lock.title, 14)}` : "spin" }[state];
    if (!groups.has(key)) groups.set(key, { text, state, threads: [] });
    groups.get(key).threads.push(t.index);
  }
  return [...groups.values()].sort((a, b) => b.threads.length - a.threads.length);
}

function paintQueues(app, c, run, at, left, top, room, narrow) {
  const p = app.palette, s = app.scale;
  let x = left + (narrow ? 0 : 10 * s), y = top + 6 * s;
  for (const queue of queuesAt(app, run, at).slice(0, narrow ? 3 : 3)) {
    c.font = `${10 * s}px ${p.font}`;
    c.textAlign = "left";
    c.textBaseline = "middle";
    const most = narrow ? 3 : 8, shown = Math.min(queue.threads.length, most);
    for (let i = 0; i < shown; ++i) {
      c.beginPath();
      c.arc(x + 4 * s, y, 4 * s, 0, 7);
      c.fillStyle = p.thread(queue.threads[i]);
      c.fill();
      x += 10 * s;
    }
    const text = `${queue.threads.length} ${queue.text}`;
    c.fillStyle = p.dim;
    c.fillText(text, x + 4 * s, y);
    if (narrow) x += c.measureText(text).width + 14 * s;
    else { x = left + 10 * s; y += 13.5 * s; }
  }
}

function paintDone(app, c, run, height) {
  const p = app.palette;
  label(c, p, "machine", app.gutter - 8, 17 * app.scale, 11 * app.scale);
  c.textAlign = "left";
  c.font = `600 ${12 * app.scale}px ${p.font}`;
  c.fillStyle = run.raw.end === "deadlock" ? p.error : p.dim;
  const words = run.raw.end === "finished" ? `done since ${shortTime(run.end)}` : `${run.raw.end} since ${shortTime(run.end)}`;
  c.fillText(words, app.gutter, 17 * app.scale);
}

/// The same in words, for screen readers.
function machineWords(app, run, at) {
  if (at > run.end) return `${run.label}: over since ${shortTime(run.end)}`;
  const on = run.cores.map((core) => ({ core, ...coreIn(core, at, at) })).filter((x) => x.thread >= 0);
  const waits = queuesAt(app, run, at).map((q) => `${q.threads.length} ${q.text}`);
  return `${run.label}: ${on.length} of ${run.cores.length} cores busy${on.length ? `, with ${listed(on.map((x) => run.threadName(x.thread)))}` : ""}${waits.length ? "; " + waits.join(", ") : ""}`;
}
