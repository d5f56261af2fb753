// ---- words: times, shares and counts as people read them ----

const UNITS = [[1e9, "s"], [1e6, "ms"], [1e3, "µs"], [1, "ns"]];

/// Nanoseconds with `digits` significant digits: "5.013 ms".
function formatTime(ns, digits = 4) {
  if (ns === 0) return "0 s";
  const size = Math.abs(ns);
  const [unit, name] = UNITS.find(([u]) => size >= u * 0.99995) || UNITS[3];
  const value = ns / unit;
  const whole = Math.max(1, Math.floor(Math.log10(Math.abs(value) || 1)) + 1);
  return value.toFixed(unit === 1 ? (size < 10 && digits > 1 && size !== Math.round(size) ? 1 : 0) : Math.max(0, digits - whole)) + " " + name;
}
const shortTime = (ns) => formatTime(ns, 3);

function formatPercent(share) {
  const value = share * 100;
  if (value <= 0) return "0 %";
  if (value < 1) return "<1 %";
  if (value > 99 && value < 99.95) return value.toFixed(1) + " %";
  return value.toFixed(0) + " %";
}

const formatCount = (n) => Math.round(n).toString().replace(/\B(?=(\d{3})+$)/g, ",");
const formatFactor = (x) => (x >= 9.95 ? x.toFixed(0) : x >= 0.995 ? x.toFixed(1) : x.toFixed(2));
const plural = (n, one, many = one + "s") => `${formatCount(n)} ${n === 1 ? one : many}`;

/// "a, b and c"; beyond `most`, "a, b and 5 more".
function listed(names, most = 4) {
  if (names.length > most) return `${names.slice(0, most - 1).join(", ")} and ${names.length - most + 1} more`;
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names[names.length - 1]}`;
}

/// "ThreadPoolExecutor-0_3" where there is little room: "Thread…0_3", "…0_3".
function nickname(name, length) {
  if (name.length <= length) return name;
  const target = name.indexOf(" (");  // "Thread-2 (work)"
  if (target > 0) return nickname(name.slice(0, target), length);
  const tail = name.match(/[-_ ]?(\d[\d_]*)$/);
  if (!tail || tail[1].length >= length) return shorten(name, length);
  const head = length - tail[1].length - 1;
  return (head > 2 ? name.slice(0, head) : "") + "…" + tail[1];
}

/// "ThreadPoolExecutor-0_3" in `length` characters: what tells names apart stands at their end.
function shorten(name, length) {
  if (name.length <= length) return name;
  const tail = Math.min(Math.ceil(length / 2), length - 2);
  return name.slice(0, length - tail - 1) + "…" + name.slice(-tail);
}
