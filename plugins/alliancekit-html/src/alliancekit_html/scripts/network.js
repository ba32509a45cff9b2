/* Parties and what ties them, laid out by d3-force. */
const network = byId("network-canvas") ? makeNetwork(byId("network-canvas")) : null;

function makeNetwork(canvas) {
  // More nodes than this are no picture; entries of the same parties then share one.
  const MAX_ENTRY_NODES = 300, TICKS = 220, TICK_BUDGET_MS = 10, MAX_LABELLED_NODES = 150;
  let nodes = [], links = [], simulation = null, nTicks = 0;
  let scale = 1, shiftX = 0, shiftY = 0, isMoved = false;
  const draw = once(paint);

  function change() {
    const withEvents = byId("with-events").checked;
    const entries = visible.filter(
      (item) => item.parties.length && (withEvents || item.type === "agreement"),
    );
    const groups = new Map();
    const isGrouped = entries.length > MAX_ENTRY_NODES;
    for (const item of entries) {
      const key = isGrouped ? `${item.type} ${item.parties.join(" ")}` : item.node.id;
      if (!groups.has(key)) groups.set(key, []);
      groups.get(key).push(item);
    }
    const parties = new Map();
    nodes = [];
    links = [];
    for (const members of groups.values()) {
      const entry = { members, type: members[0].type, radius: 4 + Math.min(14, Math.sqrt(members.length) * 1.5) };
      nodes.push(entry);
      for (const id of members[0].parties) {
        if (!parties.has(id)) {
          const party = { party: id, name: partyNames.get(id) ?? id, n: 0 };
          parties.set(id, party);
          nodes.push(party);
        }
        parties.get(id).n += members.length;
        links.push({ source: parties.get(id), target: entry });
      }
    }
    // Many parties need small nodes; the largest are labelled first where room is short.
    const most = parties.size > 40 ? 9 : 22, least = parties.size > 40 ? 4 : 8;
    for (const party of parties.values()) {
      party.radius = least + Math.min(most, Math.sqrt(party.n) * (most / 11));
    }
    if (isGrouped) for (const node of nodes) if (!node.party) node.radius *= 0.6;
    nodes.sort((a, b) => (b.n ?? 0) - (a.n ?? 0));
    byId("network-note").textContent = isGrouped
      ? "Entries of the same parties share a node; its size is their number." : "";
    start();
  }

  function start() {
    if (simulation) simulation.stop();
    nTicks = 0;
    isMoved = false;
    simulation = d3.forceSimulation(nodes).stop()
      .alphaDecay(1 - 0.001 ** (1 / TICKS))
      .force("link", d3.forceLink(links).distance(90).strength(0.3))
      .force("charge", d3.forceManyBody().strength((node) => (node.party ? -900 : -110)))
      .force("x", d3.forceX().strength(0.03))
      .force("y", d3.forceY().strength(0.08))
      .force("collide", d3.forceCollide((node) => node.radius + 4));
    const own = simulation;
    const step = () => {
      if (own !== simulation || nTicks >= TICKS) return;
      const until = performance.now() + TICK_BUDGET_MS;
      do { own.tick(); nTicks += 1; } while (nTicks < TICKS && performance.now() < until);
      draw();
      requestAnimationFrame(step);
    };
    requestAnimationFrame(step);
    draw();
  }

  function fit() {
    isMoved = false;
    draw();
  }

  function place(width, height) {
    if (isMoved || !nodes.length) return;
    let left = Infinity, right = -Infinity, top = Infinity, bottom = -Infinity;
    for (const node of nodes) {
      left = Math.min(left, node.x); right = Math.max(right, node.x);
      top = Math.min(top, node.y); bottom = Math.max(bottom, node.y);
    }
    scale = Math.min(2, (width - 260) / Math.max(1, right - left), (height - 70) / Math.max(1, bottom - top));
    shiftX = width / 2 - (scale * (left + right)) / 2;
    shiftY = height / 2 - (scale * (top + bottom)) / 2;
  }

  function paint() {
    if (!canvas.clientWidth) return;
    const wanted = nodes.length ? "" : "4rem";
    if (canvas.style.height !== wanted) canvas.style.height = wanted;
    const { context, width, height } = sized(canvas);
    place(width, height);
    if (!nodes.length) {
      context.fillStyle = color.soft;
      context.fillText("No agreement with parties fits these filters.", 16, 30);
      return;
    }
    context.strokeStyle = color.soft;
    context.globalAlpha = 0.45;
    context.lineWidth = 1;
    context.beginPath();
    for (const { source, target } of links) {
      context.moveTo(source.x * scale + shiftX, source.y * scale + shiftY);
      context.lineTo(target.x * scale + shiftX, target.y * scale + shiftY);
    }
    context.stroke();
    context.globalAlpha = 1;
    for (const node of nodes) if (!node.party) paintEntry(context, node);
    for (const node of nodes) if (node.party) paintParty(context, node);
    paintLabels(context);
  }

  function paintEntry(context, node) {
    const x = node.x * scale + shiftX, y = node.y * scale + shiftY;
    const size = node.radius;
    const isActual = node.members.some((member) => member.isActual);
    box(context, x - size, y - size, 2 * size, 2 * size, node.type === "event" ? size : 2);
    context.fillStyle = isActual ? color[node.type] : color.paper;
    context.fill();
    if (!isActual) {
      context.strokeStyle = color[node.type];
      context.lineWidth = 1.5;
      context.setLineDash([3, 2]);
      context.stroke();
      context.setLineDash([]);
    }
    if (node.members.includes(chosen)) {
      context.strokeStyle = color.link;
      context.lineWidth = 3;
      context.stroke();
    }
    if (node.members.some((member) => member.isConflict)) {
      context.fillStyle = color.conflict;
      context.fillText("!", x + size + 1, y - size + 4);
    }
    if (node.members.length > 1) {
      context.fillStyle = color.soft;
      context.fillText(String(node.members.length), x + size + 3, y + 4);
    }
  }

  /* A label is drawn where it covers neither a party nor another label. */
  function paintLabels(context) {
    const taken = [];
    const isFree = (area) => taken.every((other) => area[2] < other[0] || other[2] < area[0]
      || area[3] < other[1] || other[3] < area[1]);
    const take = (area, label, x, y) => {
      if (!isFree(area)) return;
      taken.push(area);
      context.strokeText(label, x, y);
      context.fillText(label, x, y);
    };
    context.lineWidth = 4;
    context.strokeStyle = color.paper;
    context.fillStyle = color.ink;
    context.textAlign = "center";
    context.font = `bold ${font}`;
    for (const node of nodes) {
      if (!node.party) continue;
      const x = node.x * scale + shiftX, y = node.y * scale + shiftY + node.radius;
      const label = cut(node.name, 30);
      const half = context.measureText(label).width / 2 + 2;
      take([x - half, y + 2, x + half, y + 18], label, x, y + 14);
      if (nodes.length <= MAX_LABELLED_NODES) {
        taken.push([x - node.radius, y - 2 * node.radius, x + node.radius, y]);
      }
    }
    context.textAlign = "left";
    context.font = font;
    if (nodes.length > MAX_LABELLED_NODES) return;
    context.fillStyle = color.soft;
    for (const node of nodes) {
      if (node.party || node.members.length > 1) continue;
      const x = node.x * scale + shiftX + node.radius + 4, y = node.y * scale + shiftY;
      const label = cut(node.members[0].title, 34);
      take([x, y - 9, x + context.measureText(label).width, y + 9], label, x, y + 4);
    }
  }

  function paintParty(context, node) {
    const x = node.x * scale + shiftX, y = node.y * scale + shiftY;
    context.beginPath();
    context.arc(x, y, node.radius, 0, 2 * Math.PI);
    context.fillStyle = color.party;
    context.fill();
    if (byId("party").value === node.party) {
      context.strokeStyle = color.link;
      context.lineWidth = 3;
      context.stroke();
    }
  }

  function find(x, y) {
    const hit = nodes.findLast((node) =>
      Math.hypot(node.x * scale + shiftX - x, node.y * scale + shiftY - y) <= node.radius + 4);
    if (!hit) return null;
    if (hit.party) return { hint: `${hit.name}: click to filter`, act: () => chooseParty(hit.party) };
    const [item] = hit.members;
    const n = hit.members.length;
    return {
      hint: n > 1 ? `${n} entries: click to list them` : `${item.when}: ${cut(item.title, 120)}`,
      act: () => (n > 1 ? reveal(item) : choose(item)),
    };
  }

  function zoom(factor, x = canvas.clientWidth / 2, y = canvas.clientHeight / 2) {
    isMoved = true;
    shiftX = x - (x - shiftX) * factor;
    shiftY = y - (y - shiftY) * factor;
    scale *= factor;
    draw();
  }

  function move(dx, dy) {
    isMoved = true;
    shiftX += dx;
    shiftY += dy;
    draw();
  }

  const view = { change, draw, find, fit, move, zoom };
  handle(canvas, view);
  byId("with-events").addEventListener("change", change);
  byId("network-in").addEventListener("click", () => zoom(1.4));
  byId("network-out").addEventListener("click", () => zoom(1 / 1.4));
  byId("network-fit").addEventListener("click", fit);
  return view;
}
