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
  redraw();
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
  const pointers = new Map(); // where each finger is, or the mouse while its button is down
  let moved = 0;
  const at = (event) => {
    const box = canvas.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };
  const spread = () => {
    const [[x, y], [otherX, otherY]] = pointers.values();
    return { gap: Math.max(10, Math.hypot(x - otherX, y - otherY)), x: (x + otherX) / 2, y: (y + otherY) / 2 };
  };
  canvas.addEventListener("pointerdown", (event) => {
    if (!pointers.size) moved = 0;
    pointers.set(event.pointerId, at(event));
    canvas.setPointerCapture(event.pointerId);
  });
  canvas.addEventListener("pointermove", (event) => {
    const [x, y] = at(event);
    const last = pointers.get(event.pointerId);
    if (!last) {
      const hit = view.find(x, y);
      canvas.title = hit ? hit.hint : "";
      canvas.style.cursor = hit ? "pointer" : "grab";
      return;
    }
    moved += Math.abs(x - last[0]) + Math.abs(y - last[1]);
    if (pointers.size === 2) {
      const before = spread();
      pointers.set(event.pointerId, [x, y]);
      const after = spread();
      view.move(after.x - before.x, after.y - before.y);
      view.zoom(after.gap / before.gap, after.x, after.y);
      return;
    }
    pointers.set(event.pointerId, [x, y]);
    view.move(x - last[0], y - last[1]);
  });
  canvas.addEventListener("pointerup", (event) => {
    const isClick = pointers.delete(event.pointerId) && !pointers.size && moved < 5;
    const hit = isClick ? view.find(...at(event)) : null;
    if (hit) hit.act();
  });
  canvas.addEventListener("pointercancel", (event) => pointers.delete(event.pointerId));
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
  new ResizeObserver(() => view.resize()).observe(canvas);
}
