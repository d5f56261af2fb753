// ---- measure: what happened within a range of time ----

/// {length, runs: [{run, busy, states, waits}]} of [from, to).
function measureRange(app, from, to) {
  const runs = app.report.runs.map((run) => {
    const end = Math.min(to, run.end), length = Math.max(0, end - from);
    const states = new Array(9).fill(0);
    for (const t of run.threads) for (const [s, time] of t.lane.shares(from, end, stateOf)) if (s >= 0) states[s] += time;
    let busy = 0;
    for (const core of run.cores) for (const [k, time] of core.lane.shares(from, end, holderOf)) if (k !== -1) busy += time;
    const holders = new Map();
    if (run.usesGil) for (const gil of run.gils)
      for (const [k, time] of gil.lane.shares(from, end, holderOf)) if (k >= 0) holders.set(k, (holders.get(k) || 0) + time);
    const switches = run.usesGil ? run.gils.reduce((sum, gil) => sum + gil.lane.changes(from, end), 0) : 0;
    return { run, length, states, busy: length > 0 ? busy / length : 0, holders, switches };
  });
  return { from, to, length: to - from, runs };
}

function rangeTable(app, range) {
  const used = [0, 2, 3, 4, 1, 5, 6, 7].filter((s) => range.runs.some((r) => r.states[s] > 0));
  const head = el("tr", {}, el("th", { scope: "col" }, "Run"), el("th", { scope: "col" }, "Cores busy"),
    ...used.map((s) => el("th", { scope: "col" }, app.report.stateNames[s])));
  const rows = range.runs.map((r) => el("tr", {}, el("th", { scope: "row" }, r.run.label),
    el("td", {}, r.length > 0 ? `${formatFactor(r.busy)} of ${r.run.cores.length}` : "over"),
    ...used.map((s) => el("td", { class: r.states[s] > 0 ? null : "zero" }, r.states[s] > 0 ? shortTime(r.states[s]) : "–"))));
  return el("div", { class: "scroll", tabindex: "0", role: "group", "aria-label": "Statistics of the measured range" },
    el("table", {}, el("caption", { class: "sr" }, "Statistics of the measured range"), el("thead", {}, head), el("tbody", {}, ...rows)));
}

function showRange(app, card) {
  const range = measureRange(app, app.range.from, app.range.to);
  const gil = range.runs.filter((r) => r.holders.size > 0).map((r) => {
    const top = [...r.holders].sort((a, b) => b[1] - a[1]).slice(0, 3).map(([k, time]) => `${r.run.threadName(k)} ${formatPercent(time / r.length)}`);
    return el("p", { class: "details" }, `${r.run.label}: the GIL was held by ${listed(top)}.`);
  });
  card.replaceChildren(
    el("h3", {}, `Measured: ${formatTime(range.length)}`),
    el("p", { class: "details" }, `from ${formatTime(range.from)} to ${formatTime(range.to)}; times are sums over all threads`),
    rangeTable(app, range), ...gil,
    el("p", {}, el("button", { type: "button", onclick: () => app.zoomTo(range.from, range.to) }, "Zoom to it"), " ",
      el("button", { type: "button", onclick: () => app.setRange(null) }, "Clear")));
  return `Measured ${shortTime(range.length)}. ` + range.runs.map((r) => `${r.run.label}: ${formatFactor(r.busy)} cores busy`).join("; ");
}
