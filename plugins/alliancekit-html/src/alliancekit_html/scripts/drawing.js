/* What both drawings do alike: colours, sharp pixels, moving, zooming, clicking. */
function colors() {
  const style = getComputedStyle(document.documentElement);
  const get = (name) => style.getPropertyValue(`--${name}`).trim();
  return Object.fromEntries(
    ["paper", "ink", "soft", "line", "agreement", "event", "party", "conflict", "link"]
      .map((name) => [name, get(name)]),
  );
}
let color = colors();
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
  color = colors();
  timeline.draw();
  if (network) network.draw();
});

const font = "13px system-ui, 'Segoe UI', 'Noto Sans', sans-serif";

function sized(canvas) {
  const ratio = devicePixelRatio || 1;
  const { clientWidth: width, clientHeight: height } = canvas;
  if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
  }
  const context = canvas.getContext("2d");
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  context.font = font;
  return { context, width, height };
}

function cut(text, most) {
  const line = text.replace(/\s+/g, " ");
  const chars = Array.from(line.slice(0, most * 2));
  return chars.length > most ? `${chars.slice(0, most - 1).join("")}…` : line;
}

/* Moves, zooms and clicks are the same for both drawings. */
function handle(canvas, view) {
  let last = null;
  let moved = 0;
  const at = (event) => {
    const box = canvas.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };
  canvas.addEventListener("pointerdown", (event) => {
    last = at(event);
    moved = 0;
    canvas.setPointerCapture(event.pointerId);
  });
  canvas.addEventListener("pointermove", (event) => {
    const [x, y] = at(event);
    if (last) {
      moved += Math.abs(x - last[0]) + Math.abs(y - last[1]);
      view.move(x - last[0], y - last[1]);
      last = [x, y];
      return;
    }
    const hit = view.find(x, y);
    canvas.title = hit ? hit.hint : "";
    canvas.style.cursor = hit ? "pointer" : "grab";
  });
  canvas.addEventListener("pointerup", (event) => {
    const hit = last && moved < 5 ? view.find(...at(event)) : null;
    last = null;
    if (hit) hit.act();
  });
  canvas.addEventListener("pointercancel", () => { last = null; });
  canvas.addEventListener("wheel", (event) => {
    // A plain wheel scrolls the page, as readers expect, until the drawing has the focus.
    if (!event.ctrlKey && document.activeElement !== canvas) return;
    event.preventDefault();
    view.zoom(Math.exp(-event.deltaY / 400), ...at(event));
  }, { passive: false });
  const keys = {
    ArrowLeft: () => view.move(60, 0), ArrowRight: () => view.move(-60, 0),
    ArrowUp: () => view.move(0, 40), ArrowDown: () => view.move(0, -40),
    "+": () => view.zoom(1.4), "=": () => view.zoom(1.4), "-": () => view.zoom(1 / 1.4),
    0: () => view.fit(), Home: () => view.fit(),
  };
  canvas.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || !(event.key in keys)) return;
    event.preventDefault();
    keys[event.key]();
  });
  new ResizeObserver(() => view.draw()).observe(canvas);
}
