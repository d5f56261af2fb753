// ---- lanes: which rows a run has, and where they lie ----

const GROUPS = [["cores", "Cores"], ["gil", "GIL"], ["threads", "Threads"], ["calls", "Calls"], ["locks", "Locks"], ["objects", "Objects"],
  ["memory", "Memory"]];
const MOST_ROWS = 64;

/// The locks somebody had to wait for, or waits for still.
function usefulLocks(run) {
  const awaited = new Set(run.threads.filter((t) => !t.finished).map((t) => t.awaits));
  return run.lockLanes().filter((l) => l.contended > 0 || l.wait > 0 || awaited.has(l.index)).slice(0, 8);
}

/// What there is to show at all.
function availableGroups(runs) {
  const has = {
    cores: true, threads: true,
    gil: runs.some((r) => r.usesGil),
    calls: runs.some((r) => r.hasCalls()),
    locks: runs.some((r) => usefulLocks(r).length > 0),
    objects: runs.some((r) => r.hotObjects().length > 0),
    memory: runs.some((r) => r.memory.length > 1),
  };
  return GROUPS.filter(([name]) => has[name]);
}

/// What a reader sees first: the cores, and as much of the rest as the story needs and the page has room for.
function defaultGroups(runs) {
  const groups = { cores: true, gil: true, threads: false, calls: false, locks: false, objects: false, memory: false };
  let rows = 0, life = 0, locked = 0;
  for (const run of runs) {
    rows += run.cores.length + 1 + run.threads.length;
    for (const t of run.threads) {
      life += t.totals.reduce((a, b) => a + b, 0);
      locked += t.totals[STATE.lock] + t.totals[STATE.spinning];
    }
  }
  groups.threads = rows <= MOST_ROWS;
  groups.locks = locked > 0.03 * life || runs.some((r) => r.raw.end === "deadlock");
  groups.objects = runs.some((r) => r.objects.some((o) => o.transfers > 2000));
  return groups;
}

/// Rows from top to bottom: {kind, index, y, height, label, lane?, depth?}. The last entry's bottom is rowsHeight().
function layoutRows(run, groups, scale) {
  const rows = [];
  let y = Math.round(3 * scale);
  const add = (kind, index, height, label, more = {}) => {
    rows.push({ kind, index, y, height: Math.round(height * scale), label, ...more });
    y += Math.round(height * scale) + 1;
  };
  const gap = () => { if (rows.length) y += Math.round(6 * scale); };
  if (groups.cores) {
    const height = run.cores.length > 24 ? 7 : run.cores.length > 12 ? 10 : 13;
    for (const core of run.cores) add("core", core.index, height, `core ${core.index}`, { lane: core.lane });
  }
  if (groups.gil && run.usesGil) {
    gap();
    run.gils.forEach((gil, i) => { if (i === 0 || gil.switches > 0) add("gil", i, 16, gil.title, { lane: gil.lane }); });
  }
  if (groups.threads || groups.calls) {
    gap();
    for (const thread of run.threads) {
      if (groups.threads) add("thread", thread.index, 16, thread.name, { lane: thread.lane });
      if (!groups.calls) continue;
      run.calls(thread.index).forEach((calls, depth) => {
        if (depth > 0 || calls.length > 1) add("call", thread.index, 13, depth === 1 && !groups.threads ? thread.name : "", { calls, depth });
      });
    }
  }
  if (groups.locks) {
    const locks = usefulLocks(run);
    if (locks.length) gap();
    for (const lock of locks) add("lock", lock.index, 14, lock.title, { lane: lock.lane });
  }
  if (groups.objects) {
    const objects = run.hotObjects().slice(0, 6);
    if (objects.length) gap();
    for (const object of objects) add("object", object.index, 13, object.title, { bins: object.bins });
  }
  if (groups.memory && run.memory.length > 1) { gap(); add("memory", 0, 26, "memory", {}); }
  return rows;
}

function rowsHeight(rows, scale) {
  const last = rows[rows.length - 1];
  return last ? last.y + last.height + Math.round(7 * scale) : Math.round(8 * scale);
}

/// The value of a row's span, as a number that has a colour: a state, or a thread (-1 = nobody).
const rowKey = (row) => (row.kind === "thread" ? stateOf : holderOf);

/// The row and the span under a point of a run's canvas; null beside everything.
function hitAt(app, run, rows, x, y) {
  const row = rows.find((r) => y >= r.y && y < r.y + r.height + 1);
  if (!row || x < app.gutter) return row ? { run, row, label: true } : null;
  const at = app.timeAt(x);
  const pixel = (app.view.to - app.view.from) / Math.max(1, app.laneWidth());
  if (at >= run.end) return null;
  if (row.calls) return callHit(run, row, at, pixel);
  if (!row.lane) return { run, row, at, begin: at, end: at + pixel };
  const i = row.lane.find(at);
  if (i < 0) return null;
  return spanHit(run, row, i, at, pixel);
}

function spanHit(run, row, i, at, pixel) {
  const begin = row.lane.edges[i], end = row.lane.edges[i + 1];
  if (row.lane.values[i] === MIX) return { run, row, at, begin, end, collapsed: true, i };
  if (end - begin >= pixel || row.lane.changes(at - pixel / 2, at + pixel / 2) < 2) return { run, row, at, begin, end, value: row.lane.values[i], i };
  return { run, row, at, begin: at - pixel, end: at + pixel, collapsed: true, i };
}

function callHit(run, row, at, pixel) {
  let found = null, n = 0;
  for (const call of row.calls) {
    if (call.begin > at + pixel) break;
    if (call.end < at - pixel) continue;
    ++n;
    if (!found || (call.begin <= at && call.end > at)) found = call;
  }
  if (!found) return null;
  return { run, row, at, begin: found.begin, end: found.end, call: found, calls: n };
}
