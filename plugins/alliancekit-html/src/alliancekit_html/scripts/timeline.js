/* Entries on an axis of days, in lanes. */
const timeline = makeTimeline(byId("timeline-canvas"));

function makeTimeline(canvas) {
  const ROW = 22, TOP = 30, FADE = 70, MIN_MARK = 9, LABEL_CHARS = 44, MAX_LABELLED_LANES = 45;
  const LABEL_ROOM = 300; // pixels that a mark and its label take, about
  const MIN_ROW = 4, MIN_DETAIL = 7; // pixels of height below which corners and dashes are not seen
  const asOf = Number(canvas.dataset.asOf);
  let scale = 1; // pixels a day
  let origin = 0; // day at the left edge
  let scroll = 0; // pixels
  let isFitted = true, fittedWidth = 0;
  let packedFor = null;
  let drawn = [];
  let tints = []; // the same entries by how they look from afar
  let nLanes = 0;
  let rowHeight = ROW;
  let hasLabels = true;
  const charWidths = new Map();

  const toX = (day) => (day - origin) * scale;
  const rowTop = (item) => TOP + 6 + item.lane * rowHeight - scroll;
  const markHeight = () => Math.min(14, rowHeight - 1);
  const draw = once(paint);

  function change() {
    drawn = visible.filter((item) => item.days).sort((a, b) => a.low - b.low);
    tints = byTint(drawn);
    const nUndated = visible.length - drawn.length;
    byId("undated").textContent = nUndated
      ? `${nUndated} without a date ${nUndated === 1 ? "stands" : "stand"} in the list only.` : "";
    fit();
  }

  function fit() {
    isFitted = true;
    fittedWidth = canvas.clientWidth;
    const width = fittedWidth || 800;
    let low = Infinity, high = -Infinity;
    for (const item of drawn) {
      low = Math.min(low, item.low);
      high = Math.max(high, item.high);
    }
    if (!drawn.length) { low = 0; high = 365; }
    // Labels stand right of their marks, and what fades out does so on the left.
    const before = Math.min(FADE, width * 0.1);
    const after = isRoomFor(drawn.length, width) ? Math.min(290, width * 0.35) : 30;
    scale = Math.min(60, (width - before - after) / Math.max(30, high - low));
    origin = low - before / scale;
    scroll = 0;
    packedFor = null;
    // As high as its lanes, within reason. It keeps its height until it fits again: what stands below
    // would otherwise move, and thousands of entries be laid out anew, at every step of a zoom.
    pack(canvas.getContext("2d"), width);
    const most = Math.min(720, innerHeight * 0.75);
    const wanted = `${Math.round(Math.min(most, Math.max(180, nLanes * ROW + TOP + 12)))}px`;
    if (canvas.style.height !== wanted) canvas.style.height = wanted;
    draw();
  }

  function resize() {
    // A height of our own making is no reason to fit again.
    if (isFitted && canvas.clientWidth !== fittedWidth) fit(); else draw();
  }

  const isRoomFor = (n, width) => n * LABEL_ROOM <= width * MAX_LABELLED_LANES;

  /* The sum of what its letters take: measuring each of thousands of labels would be seen. */
  function labelWidth(context, item) {
    if (item.labelWidth !== undefined) return item.labelWidth;
    item.label = cut(item.title, LABEL_CHARS);
    item.labelWidth = 0;
    for (const char of item.label) {
      if (!charWidths.has(char)) charWidths.set(char, context.measureText(char).width);
      item.labelWidth += charWidths.get(char);
    }
    return item.labelWidth;
  }

  /* Labels that a zoom will ask for, before it does; a little at a time. */
  function prepare(from = 0) {
    const until = performance.now() + 8;
    const context = canvas.getContext("2d");
    context.font = font;
    while (from < items.length && performance.now() < until) {
      labelWidth(context, items[from]);
      from += 1;
    }
    if (from < items.length) whenIdle(() => prepare(from));
  }

  /* Lanes depend on the zoom alone, so that nothing jumps while one moves. */
  function pack(context, width) {
    if (packedFor === scale) return;
    packedFor = scale;
    context.font = font;
    const end = origin + width / scale;
    const nSeen = drawn.reduce((n, item) => n + (item.high >= origin && item.low <= end), 0);
    hasLabels = isRoomFor(nSeen, width);
    const lanes = makeLanes(drawn.length);
    for (const item of drawn) {
      const [a, , , d] = item.days;
      let left = item.low * scale, right = (item.high + 1) * scale;
      if (a === null) left -= FADE;
      if (d === null) right += FADE;
      if (right - left < MIN_MARK) {
        left = (left + right - MIN_MARK) / 2;
        right = left + MIN_MARK;
      }
      // In pixels from the day 0, so that moving changes neither.
      item.left = left;
      item.right = right;
      item.lane = lanes.take(left, right + 6 + (hasLabels ? 10 + labelWidth(context, item) : 0));
    }
    nLanes = lanes.used();
  }

  function paint() {
    if (!canvas.clientWidth) return;
    pack(canvas.getContext("2d"), canvas.clientWidth);
    const { context, width, height } = sized(canvas);
    rowHeight = hasLabels ? ROW : Math.max(MIN_ROW, Math.min(ROW, (height - TOP - 8) / nLanes));
    const content = nLanes * rowHeight + TOP + 8;
    scroll = Math.max(0, Math.min(scroll, content - height));
    // A finger that moves up or down moves the page, unless there are lanes to get to.
    canvas.style.touchAction = content > height ? "none" : "pan-y";
    paintAxis(context, width, height);
    context.save();
    context.beginPath();
    context.rect(0, TOP, width, height - TOP);
    context.clip();
    if (rowHeight < MIN_DETAIL) paintFar(context, width, height);
    else paintNear(context, width, height);
    if (chosen && chosen.days && drawn.includes(chosen)) paintChosen(context);
    context.restore();
    if (content > height) {
      const share = height / content;
      context.fillStyle = color.soft;
      context.globalAlpha = 0.5;
      context.fillRect(width - 5, (scroll / content) * height, 4, height * share);
      context.globalAlpha = 1;
    }
  }

  /* Thousands of marks at once: a rectangle each, those of one look after another. */
  function paintFar(context, width, height) {
    const shift = origin * scale, size = markHeight();
    for (const { name, alpha, members } of tints) {
      context.fillStyle = color[name];
      context.globalAlpha = alpha;
      for (const item of members) {
        const left = Math.round(item.left - shift), right = Math.round(item.right - shift);
        if (left > width || right < 0) continue;
        const y = rowTop(item);
        if (y > height || y + size < TOP) continue;
        const start = Math.max(left, -1);
        context.fillRect(start, Math.round(y), Math.max(1, Math.min(right, width + 1) - start), size);
      }
    }
    context.globalAlpha = 1;
  }

  function paintNear(context, width, height) {
    const shift = origin * scale, size = markHeight();
    for (const item of drawn) {
      const left = item.left - shift, right = item.right - shift;
      if (left > width || right + (hasLabels ? 400 : 0) < 0) continue;
      const y = rowTop(item);
      if (y > height || y + size < TOP) continue;
      paintItem(context, item, left, right, y, size, width);
    }
  }

  /* The chosen entry, and a line to each that it is linked with. */
  function paintChosen(context) {
    const shift = origin * scale, size = markHeight();
    const middle = (item) => [(item.left + item.right) / 2 - shift, rowTop(item) + size / 2];
    context.strokeStyle = color.link;
    context.lineWidth = 2.5;
    box(context, chosen.left - shift - 3, rowTop(chosen) - 3, chosen.right - chosen.left + 6, size + 6, 5);
    context.stroke();
    context.lineWidth = 1.5;
    const [x, y] = middle(chosen);
    for (const other of new Set(chosen.related)) {
      if (!other.days || !drawn.includes(other)) continue;
      const [otherX, otherY] = middle(other);
      context.beginPath();
      context.moveTo(x, y);
      context.quadraticCurveTo((x + otherX) / 2 - 30, (y + otherY) / 2, otherX, otherY);
      context.stroke();
    }
  }

  function paintItem(context, item, left, right, y, height, width) {
    const [a, b, c, d] = item.days;
    const tint = color[item.type];
    const round = item.type === "event" ? height / 2 : 2;
    const isExact = isCertain(item);
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
    let textX = right + 6;
    if (item.isConflict) {
      context.fillStyle = color.conflict;
      context.font = `bold ${font}`;
      context.fillText("!", textX - 3, y + 11);
      context.font = font;
      textX += 5;
    }
    if (!hasLabels) return;
    context.fillStyle = color.ink;
    if (textX < width - 30 || width - Math.max(left, 0) < 90) {
      context.fillText(item.label, textX, y + 11);
      return;
    }
    // The end is out of sight, and with it the place of the label.
    context.strokeStyle = color.paper;
    context.lineWidth = 4;
    context.strokeText(item.label, Math.max(left, 0) + 8, y + 11);
    context.fillText(item.label, Math.max(left, 0) + 8, y + 11);
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
    const [step, unit] = axisStep(scale);
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
    const x = Math.round(toX(asOf + 1)) + 0.5;
    if (x < 0 || x > width) return;
    context.strokeStyle = color.link;
    context.setLineDash([2, 4]);
    context.beginPath();
    context.moveTo(x, TOP);
    context.lineTo(x, height);
    context.stroke();
    context.setLineDash([]);
  }

  function find(x, y) {
    const shift = origin * scale, size = markHeight();
    const item = drawn.findLast((each) => {
      const top = rowTop(each);
      const end = each.right + (hasLabels ? 8 + each.labelWidth : 0);
      return y >= top - 3 && y <= top + size + 3
        && x >= each.left - shift - 3 && x <= end - shift + 3;
    });
    return item && { hint: `${item.when}: ${cut(item.title, 120)}`, act: () => choose(item) };
  }

  function zoom(factor, x = canvas.clientWidth / 2) {
    isFitted = false;
    const day = origin + x / scale;
    scale = Math.min(60, Math.max(1e-5, scale * factor));
    origin = day - x / scale;
    draw();
  }

  function move(dx, dy) {
    isFitted = false;
    origin -= dx / scale;
    scroll -= dy;
    draw();
  }

  const view = { change, draw, find, fit, move, prepare, resize, zoom };
  handle(canvas, view);
  byId("zoom-in").addEventListener("click", () => zoom(1.6));
  byId("zoom-out").addEventListener("click", () => zoom(1 / 1.6));
  byId("fit").addEventListener("click", fit);
  return view;
}

/* One certain day, or from one to another. */
function isCertain({ days: [a, b, c, d] }) {
  return a !== null && a === b && d !== null && c === d;
}

/* Entries by colour and by whether their day is certain. */
function byTint(entries) {
  const found = new Map();
  for (const item of entries) {
    const name = item.isConflict ? "conflict" : item.type;
    const alpha = item.isActual && isCertain(item) ? 1 : 0.4;
    const key = `${name} ${alpha}`;
    if (!found.has(key)) found.set(key, { name, alpha, members: [] });
    found.get(key).members.push(item);
  }
  return Array.from(found.values());
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

function axisStep(scale) {
  const steps = [
    [1, "day"], [7, "day"], [1, "month"], [3, "month"], [6, "month"], [1, "year"], [2, "year"],
    [5, "year"], [10, "year"], [20, "year"], [50, "year"], [100, "year"], [500, "year"],
    [1000, "year"], [10000, "year"],
  ];
  const length = { day: 1, month: 30, year: 365 }, room = { day: 95, month: 75, year: 50 };
  return steps.find(([n, unit]) => n * length[unit] * scale >= room[unit]) ?? [100000, "year"];
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
