// ---- palette: the colours and patterns of the page's theme, for canvases ----

const PATTERN = { solid: 0, rising: 1, falling: 2, crossed: 3, dots: 4, horizontal: 5, vertical: 6, hollow: 7 };

class Palette {
  constructor() {
    const style = getComputedStyle(document.documentElement);
    const get = (name) => style.getPropertyValue("--" + name).trim();
    const paint = (name) => ({ fill: get(name), mark: get(name + "-mark"), pattern: Number(get(name + "-pattern")) });
    for (const name of ["background", "panel", "border", "text", "dim", "grid", "accent", "selection", "warning", "error"]) this[name] = get(name);
    this.gridStrong = get("grid-strong");
    this.onPaint = get("on-paint");
    this.states = [...Array(9).keys()].map((i) => paint(`state-${i}`));
    this.gil = paint("gil");
    this.lock = paint("lock");
    this.object = paint("object");
    this.threads = [...Array(12).keys()].map((i) => get(`thread-${i}`));
    this.font = style.fontFamily;
    this.patterns = new Map();
  }
  thread(id) { return id >= 0 ? this.threads[id % 12] : this.dim; }
  /// A fill with the marks of a pattern; null where it has none.
  marks(context, paint) {
    if (paint.pattern === PATTERN.solid || paint.pattern === PATTERN.hollow) return null;
    const key = paint.pattern + paint.mark;
    if (!this.patterns.has(key)) this.patterns.set(key, context.createPattern(patternTile(paint), "repeat"));
    return this.patterns.get(key);
  }
}

function patternTile(paint) {
  const size = 6, ratio = 2;
  const tile = el("canvas", { width: size * ratio, height: size * ratio });
  const c = tile.getContext("2d");
  c.scale(ratio, ratio);
  c.strokeStyle = c.fillStyle = paint.mark;
  c.lineWidth = 1;
  const line = (x0, y0, x1, y1) => { c.beginPath(); c.moveTo(x0, y0); c.lineTo(x1, y1); c.stroke(); };
  const rising = () => { line(-1, size + 1, size + 1, -1); line(-1, 1, 1, -1); line(size - 1, size + 1, size + 1, size - 1); };
  const falling = () => { line(-1, -1, size + 1, size + 1); line(size - 1, -1, size + 1, 1); line(-1, size - 1, 1, size + 1); };
  switch (paint.pattern) {
    case PATTERN.rising: rising(); break;
    case PATTERN.falling: falling(); break;
    case PATTERN.crossed: rising(); falling(); break;
    case PATTERN.dots: c.beginPath(); c.arc(size / 2, size / 2, 1, 0, 7); c.fill(); break;
    case PATTERN.horizontal: line(0, size / 2, size, size / 2); break;
    case PATTERN.vertical: line(size / 2, 0, size / 2, size); break;
  }
  return tile;
}

/// Black or white, whichever reads better on a colour like #rrggbb.
function inkOn(color) {
  const n = parseInt(color.slice(1, 7), 16);
  const light = 0.299 * (n >> 16 & 255) + 0.587 * (n >> 8 & 255) + 0.114 * (n & 255);
  return light > 140 ? "#111111" : "#ffffff";
}
