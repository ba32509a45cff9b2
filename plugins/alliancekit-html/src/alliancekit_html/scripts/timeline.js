/* Entries on an axis of days, in lanes. */
const timeline = makeTimeline(byId("timeline-canvas"));

function makeTimeline(canvas) {
  const ROW = 22, TOP = 30, FADE = 70, MIN_MARK = 9, LABEL_CHARS = 44, MAX_LABELLED_LANES = 60;
  const MIN_DETAIL = 7; // pixels of height below which corners and dashes cannot be seen
  let scale = 1; // pixels a day
  let origin = 0; // day at the left edge
  let scroll = 0; // pixels
  let packedFor = null;
  let drawn = [];
  let nLanes = 0;
  let hasLabels = true;
  const measured = new Map();

  const toX = (day) => (day - origin) * scale;
  const first = (item) => item.days.find((day) => day !== null);
  const last = (item) => item.days.findLast((day) => day !== null);
  const draw = once(paint);

  function change() {
    drawn = visible.filter((item) => item.days);
    drawn.sort((a, b) => first(a) - first(b));
    const nUndated = visible.length - drawn.length;
    byId("undated").textContent = nUndated
      ? `${nUndated} without a date ${nUndated === 1 ? "stands" : "stand"} in the list only.` : "";
    packedFor = null;
    fit();
  }

  function fit() {
    const width = canvas.clientWidth || 800;
    let low = Infinity, high = -Infinity;
    for (const item of drawn) {
      low = Math.min(low, first(item));
      high = Math.max(high, last(item));
    }
    if (!drawn.length) { low = 0; high = 365; }
    const days = Math.max(30, high - low);
    // Labels stand right of their marks, so that the right needs more room.
    scale = width / (days * 1.3);
    origin = low - days * 0.06;
    scroll = 0;
    draw();
  }

  function labelWidth(context, item) {
    let width = measured.get(item);
    if (width === undefined) {
      item.label = cut(item.title, LABEL_CHARS);
      width = context.measureText(item.label).width;
      measured.set(item, width);
    }
    return width;
  }

  function bounds(item) {
    const [a, , , d] = item.days;
    let left = toX(a ?? first(item)), right = toX((d ?? last(item)) + 1);
    if (a === null) left -= FADE;
    if (d === null) right += FADE;
    if (right - left < MIN_MARK) {
      const middle = (left + right) / 2;
      left = middle - MIN_MARK / 2;
      right = middle + MIN_MARK / 2;
    }
    return [left, right];
  }

  /* Lanes depend on the zoom alone, so that nothing jumps while one moves. */
  function pack(context) {
    if (packedFor === scale) return;
    packedFor = scale;
    context.font = font;
    hasLabels = true;
    nLanes = fill(context);
    if (nLanes > MAX_LABELLED_LANES) {
      hasLabels = false;
      nLanes = fill(context);
    }
  }

  function fill(context) {
    const lanes = makeLanes(drawn.length);
    for (const item of drawn) {
      const [left, right] = bounds(item);
      const end = right + (hasLabels ? 10 + labelWidth(context, item) : 0) + 6;
      item.lane = lanes.take(left, end);
      if (hasLabels && item.lane > MAX_LABELLED_LANES) break;
    }
    return lanes.used();
  }

  function paint() {
    if (!canvas.clientWidth) return;
    pack(canvas.getContext("2d"));
    // As high as its lanes, within reason; a drawing in which one must scroll is kept low.
    const wanted = `${Math.round(Math.min(620, Math.max(180, nLanes * ROW + TOP + 12)))}px`;
    if (canvas.style.height !== wanted) canvas.style.height = wanted;
    const { context, width, height } = sized(canvas);
    const rowHeight = hasLabels ? ROW : Math.max(4, Math.min(ROW, (height - TOP - 8) / nLanes));
    const content = nLanes * rowHeight + TOP + 8;
    scroll = Math.max(0, Math.min(scroll, content - height));
    paintAxis(context, width, height);
    context.save();
    context.beginPath();
    context.rect(0, TOP, width, height - TOP);
    context.clip();
    for (const item of drawn) {
      const y = TOP + 6 + item.lane * rowHeight - scroll;
      item.y = y;
      item.height = Math.min(14, rowHeight - 1);
      if (y > height || y < TOP - rowHeight) continue;
      const [left, right] = bounds(item);
      if (left > width || right + (hasLabels ? 400 : 0) < 0) continue;
      if (rowHeight < MIN_DETAIL) paintSmall(context, item, Math.max(left, -1), Math.min(right, width + 1));
      else paintItem(context, item, left, right);
    }
    context.restore();
    if (content > height) {
      const share = height / content;
      context.fillStyle = color.soft;
      context.globalAlpha = 0.5;
      context.fillRect(width - 5, (scroll / content) * height, 4, height * share);
      context.globalAlpha = 1;
    }
  }

  /* Thousands of marks at once: one or two calls each. */
  function paintSmall(context, item, left, right) {
    const [a, , , d] = item.days;
    const isSure = item.isActual && a !== null && a === d;
    context.globalAlpha = isSure ? 1 : 0.4;
    context.fillStyle = item.isConflict ? color.conflict : color[item.type];
    context.fillRect(left, item.y, Math.max(1, right - left), item.height);
    context.globalAlpha = 1;
    if (item === chosen) {
      context.strokeStyle = color.link;
      context.lineWidth = 2.5;
      context.strokeRect(left - 3, item.y - 3, right - left + 6, item.height + 6);
    }
  }

  function paintItem(context, item, left, right) {
    const { y, height } = item;
    const [a, b, c, d] = item.days;
    const tint = color[item.type];
    const round = item.type === "event" ? height / 2 : 2;
    const isExact = a !== null && a === d;
    if (!isExact) {
      context.globalAlpha = 0.3;
      context.fillStyle = a === null || d === null ? faded(context, tint, left, right, a, d) : tint;
      box(context, left, y, right - left, height, round);
      context.fill();
      context.globalAlpha = 1;
    }
    const hasCore = isExact || (b !== null || c !== null);
    if (hasCore) {
      let start = isExact ? left : b === null ? left + FADE : toX(b);
      let end = isExact ? right : c === null ? right - FADE : toX(c + 1);
      if (b !== null && c === null && d === null) end = Math.max(start, right - FADE);
      if (a === null && b === null) start = Math.min(end, left + FADE);
      if (end - start > 0) {
        context.fillStyle = tint;
        if (item.isActual) {
          box(context, start, y, Math.max(end - start, isExact ? MIN_MARK : 1), height, round);
          context.fill();
        }
      }
    }
    if (!item.isActual) {
      context.strokeStyle = tint;
      context.lineWidth = 1.5;
      context.setLineDash([4, 3]);
      box(context, left + 0.75, y + 0.75, Math.max(2, right - left - 1.5), Math.max(2, height - 1.5), round);
      context.stroke();
      context.setLineDash([]);
    }
    if (item === chosen) {
      context.strokeStyle = color.link;
      context.lineWidth = 2.5;
      box(context, left - 3, y - 3, right - left + 6, height + 6, round + 2);
      context.stroke();
    }
    let textX = right + 6;
    if (item.isConflict) {
      context.fillStyle = color.conflict;
      context.font = `bold ${font}`;
      context.fillText("!", textX - 3, y + 11);
      context.font = font;
      textX += 5;
    }
    if (hasLabels) {
      context.fillStyle = color.ink;
      context.fillText(item.label ?? cut(item.title, LABEL_CHARS), Math.max(textX, 4), y + 11);
    }
  }

  function faded(context, tint, left, right, a, d) {
    const gradient = context.createLinearGradient(left, 0, right, 0);
    const share = Math.min(0.5, FADE / Math.max(1, right - left));
    gradient.addColorStop(0, a === null ? "transparent" : tint);
    gradient.addColorStop(share, tint);
    gradient.addColorStop(1 - share, tint);
    gradient.addColorStop(1, d === null ? "transparent" : tint);
    return gradient;
  }

  function paintAxis(context, width, height) {
    const [step, unit] = axisStep(100 / scale);
    context.strokeStyle = color.line;
    context.fillStyle = color.soft;
    context.lineWidth = 1;
    for (const [day, text] of ticks(origin, origin + width / scale, step, unit)) {
      const x = Math.round(toX(day)) + 0.5;
      context.beginPath();
      context.moveTo(x, TOP - 6);
      context.lineTo(x, height);
      context.stroke();
      context.fillText(text, x + 4, 19);
    }
  }

  function find(x, y) {
    for (let index = drawn.length - 1; index >= 0; index -= 1) {
      const item = drawn[index];
      if (y < item.y - 3 || y > item.y + item.height + 3) continue;
      const [left, right] = bounds(item);
      const end = right + (hasLabels ? 8 + (measured.get(item) ?? 0) : 0);
      if (x >= left - 3 && x <= end + 3) {
        return { hint: `${item.when}: ${cut(item.title, 120)}`, act: () => choose(item) };
      }
    }
    return null;
  }

  function zoom(factor, x = canvas.clientWidth / 2) {
    const day = origin + x / scale;
    scale = Math.min(60, Math.max(1e-5, scale * factor));
    origin = day - x / scale;
    draw();
  }

  function move(dx, dy) {
    origin -= dx / scale;
    scroll -= dy;
    draw();
  }

  const view = { change, draw, find, fit, move, zoom };
  handle(canvas, view);
  byId("zoom-in").addEventListener("click", () => zoom(1.6));
  byId("zoom-out").addEventListener("click", () => zoom(1 / 1.6));
  byId("fit").addEventListener("click", fit);
  return view;
}

/* Lanes of which the first free one is found in a tree of the least ends: n log n for n items. */
function makeLanes(most) {
  let size = 1;
  while (size < most) size *= 2;
  const ends = new Float64Array(2 * size).fill(-Infinity);
  let n = 0;

  function take(left, end) {
    let at = 1;
    while (at < size) at = ends[2 * at] <= left ? 2 * at : 2 * at + 1;
    const lane = at - size;
    ends[at] = end;
    for (at >>= 1; at >= 1; at >>= 1) ends[at] = Math.min(ends[2 * at], ends[2 * at + 1]);
    n = Math.max(n, lane + 1);
    return lane;
  }

  return { take, used: () => n };
}

function box(context, x, y, width, height, radius) {
  context.beginPath();
  context.roundRect(x, y, width, height, Math.min(radius, width / 2, height / 2));
}

function axisStep(days) {
  const steps = [
    [1, "day"], [7, "day"], [1, "month"], [3, "month"], [6, "month"], [1, "year"], [2, "year"],
    [5, "year"], [10, "year"], [20, "year"], [50, "year"], [100, "year"], [500, "year"],
    [1000, "year"], [10000, "year"],
  ];
  const length = { day: 1, month: 30, year: 365 };
  return steps.find(([n, unit]) => n * length[unit] >= days) ?? [100000, "year"];
}

function ticks(low, high, step, unit) {
  const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
  const found = [];
  const start = new Date(Math.max(-8.64e15, low * DAY_MS));
  const year = start.getUTCFullYear(), month = start.getUTCMonth();
  let index = unit === "day" ? Math.floor(low / step) * step
    : unit === "month" ? Math.floor((year * 12 + month) / step) * step
      : Math.floor(year / step) * step;
  for (; found.length < 100; index += step) {
    const date = new Date(0);
    if (unit === "day") date.setTime(index * DAY_MS);
    else date.setUTCFullYear(unit === "month" ? Math.floor(index / 12) : index, unit === "month" ? ((index % 12) + 12) % 12 : 0, 1);
    const day = date.getTime() / DAY_MS;
    if (!Number.isFinite(day) || day > high) break;
    const name = date.getUTCFullYear();
    const text = unit === "year" ? String(name)
      : unit === "month" ? `${months[date.getUTCMonth()]} ${name}`
        : `${date.getUTCDate()} ${months[date.getUTCMonth()]} ${name}`;
    if (day >= low) found.push([day, text]);
  }
  return found;
}
