// ---- level of detail: what each pixel of a lane shows ----
// A column of pixels that a single value fills becomes part of a rectangle; one that several values share becomes a stack of their shares.

/// Calls rect(key, x, width, y, height) with y and height as parts of the lane's height, 0 to 1; `order` sorts the keys of a stack.
function paintLane(lane, from, to, width, key, order, rect) {
  if (!lane.length || to <= from) return;
  const scale = width / (to - from);
  const column = new Map();
  let current = -1;
  const add = (k, pixels) => { if (pixels > 0) column.set(k, (column.get(k) || 0) + pixels); };
  const flush = () => {
    if (current < 0 || column.size === 0) { column.clear(); return; }
    let covered = 0;
    for (const share of column.values()) covered += share;
    if (column.size === 1 && covered > 0.999) {
      rect(column.keys().next().value, current, 1, 0, 1);
    } else {
      let y = 1;
      for (const k of [...column.keys()].sort(order)) {
        const share = column.get(k);
        y -= share;
        rect(k, current, 1, Math.max(0, y), share);
      }
    }
    column.clear();
  };
  const moveTo = (x) => { if (x !== current) { flush(); current = x; } };
  const stretch = (x0, x1, parts) => {
    // parts: [key, share of the stretch]
    const first = Math.floor(x0), last = Math.min(Math.floor(x1), width - 1);
    moveTo(first);
    for (const [k, share] of parts) add(k, (Math.min(x1, first + 1) - x0) * share);
    if (last <= first) return;
    if (last - first > 1) {
      moveTo(first + 1);
      flush();
      current = -1;
      let y = 1;
      const sorted = parts.length > 1 ? [...parts].sort((a, b) => order(a[0], b[0])) : parts;
      for (const [k, share] of sorted) { y -= share; rect(k, first + 1, last - first - 1, Math.max(0, y), share); }
    }
    moveTo(last);
    for (const [k, share] of parts) add(k, (x1 - last) * share);
  };
  let i = from <= lane.begin ? 0 : lane.find(from);
  if (i < 0) return;
  const single = [[0, 1]];
  for (; i < lane.length && lane.edges[i] < to; ++i) {
    const x0 = Math.max(0, (lane.edges[i] - from) * scale), x1 = Math.min(width, (lane.edges[i + 1] - from) * scale);
    if (x1 <= x0) continue;
    if (lane.values[i] === MIX) {
      const length = lane.edges[i + 1] - lane.edges[i], sums = new Map();
      for (const [v, time] of lane.mixes.get(i).parts) { const k = v === OTHERS ? OTHERS : key(v); sums.set(k, (sums.get(k) || 0) + time / length); }
      stretch(x0, x1, [...sums]);
    } else {
      single[0][0] = key(lane.values[i]);
      stretch(x0, x1, single);
    }
  }
  flush();
}

/// The instants of a time axis: [{at, text, strong}], about one per `spacing` pixels.
function ticksOf(from, to, width, spacing) {
  const least = (to - from) / Math.max(1, width / spacing);
  const power = Math.pow(10, Math.floor(Math.log10(least)));
  const step = [1, 2, 5, 10].map((m) => m * power).find((s) => s >= least) || 10 * power;
  const ticks = [];
  const largest = Math.max(Math.abs(from), Math.abs(to));
  const [unit, name] = UNITS.find(([u]) => largest >= u) || UNITS[3];
  const digits = Math.max(0, Math.ceil(-Math.log10(step / unit) - 1e-9));
  for (let n = Math.ceil(from / step); n * step <= to; ++n)
    ticks.push({ at: n * step, text: n === 0 ? "0" : `${(n * step / unit).toFixed(digits)} ${name}` });
  return ticks;
}
