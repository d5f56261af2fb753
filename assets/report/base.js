// ---- base: small helpers that everything uses ----

const $ = (selector, root = document) => root.querySelector(selector);
const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
const clamp = (x, low, high) => Math.min(Math.max(x, low), high);

/// el("p", {class: "x", onclick: f}, "text", node)
function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

/// Says something to screen readers; the last of several wins.
function announce(text) {
  clearTimeout(announce.timer);
  announce.timer = setTimeout(() => { $("#announcer").textContent = text; }, 120);
}

const prefersCalm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
const fontSize = () => parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;

/// Makes a canvas as sharp as the screen is; returns its context in CSS pixels.
function fitCanvas(canvas, width, height) {
  const ratio = Math.min(window.devicePixelRatio || 1, 3);
  const w = Math.max(1, Math.round(width * ratio)), h = Math.max(1, Math.round(height * ratio));
  if (canvas.width !== w || canvas.height !== h) {
    canvas.width = w;
    canvas.height = h;
    canvas.style.height = height + "px";
  }
  const context = canvas.getContext("2d");
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  return context;
}
