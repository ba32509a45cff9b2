/* Parties and what ties them, laid out by d3-force. */
const network = byId("network-canvas") ? makeNetwork(byId("network-canvas")) : null;

function makeNetwork(canvas) {
  // More nodes than this are no picture: entries of the same parties then share one, and where
  // that is not enough, parties are tied without any.
  const MAX_ENTRY_NODES = 300, MAX_TIED_PARTIES = 40, MAX_LABELLED_NODES = 150;
  const MIN_LABELLED_WIDTH = 500, MAX_LINE = 6; // pixels
  const TICKS = 220, TICK_BUDGET_MS = 8, MAX_SEEN_MOVING = 600;
  const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  let nodes = [], links = [], relations = [], simulation = null, nTicks = 0;
  let scale = 1, shiftX = 0, shiftY = 0, isMoved = false;
  let isNear = false, isStale = true, isTied = false;
  const draw = once(paint);
  // Laying it out takes a browser seconds, which who reads no network need not wait for.
  new IntersectionObserver(([seen]) => {
    isNear = seen.isIntersecting;
    if (isNear && isStale) change();
  }, { rootMargin: "300px" }).observe(canvas);

  function change() {
    isStale = !isNear;
    if (isStale) return;
    const withEvents = byId("with-events").checked;
    const entries = visible.filter(
      (item) => item.parties.length && (withEvents || item.type === "agreement"),
    );
    const parties = new Map();
    const partyOf = (id, n) => {
      if (!parties.has(id)) parties.set(id, { party: id, name: partyNames.get(id) ?? id, n: 0 });
      parties.get(id).n += n;
      return parties.get(id);
    };
    let sets = setsOf(entries, (item) => item.node.id);
    if (sets.length > MAX_ENTRY_NODES) {
      sets = setsOf(entries, (item) => `${item.type} ${item.parties.join(" ")}`);
    }
    isTied = sets.length > MAX_ENTRY_NODES;
    const isGrouped = !isTied && sets.length < entries.length;
    nodes = [];
    links = [];
    if (isTied) links = tiesOf(entries, partyOf);
    else for (const members of sets) {
      const entry = { members, type: members[0].type, radius: 4 + Math.min(14, Math.sqrt(members.length) * 1.5) };
      nodes.push(entry);
      for (const id of members[0].parties) {
        links.push({ source: partyOf(id, members.length), target: entry, n: 1 });
      }
    }
    nodes.push(...parties.values());
    // Many parties need small nodes; the largest are labelled first where room is short.
    const most = parties.size > 40 ? 9 : parties.size > 20 ? 12 : 22, least = parties.size > 20 ? 4 : 8;
    const largest = Math.max(121, ...Array.from(parties.values(), (party) => party.n));
    for (const party of parties.values()) {
      party.radius = least + Math.min(most, most * Math.sqrt(party.n / largest));
    }
    if (isGrouped) for (const node of nodes) if (!node.party) node.radius *= 0.6;
    nodes.sort((a, b) => (b.n ?? 0) - (a.n ?? 0));
    relations = isGrouped || isTied ? [] : relationsOf(nodes.filter((node) => !node.party));
    byId("network-note").textContent = isTied
      ? "Lines are as wide as what ties two parties is many; choose a party to see the entries."
      : isGrouped ? "Entries of the same parties share a node; its size is their number." : "";
    start();
  }

  function setsOf(entries, keyOf) {
    const sets = new Map();
    for (const item of entries) {
      const key = keyOf(item);
      if (!sets.has(key)) sets.set(key, []);
      sets.get(key).push(item);
    }
    return Array.from(sets.values());
  }

  /* A line for each two parties, with the number of the entries that both take part in. */
  function tiesOf(entries, partyOf) {
    const ties = new Map();
    for (const { parties } of entries) {
      // Those of a conference of all states would hide who has dealings with whom.
      const some = parties.slice(0, MAX_TIED_PARTIES);
      for (const id of parties) partyOf(id, 1);
      some.forEach((one, index) => {
        for (const other of some.slice(index + 1)) {
          const key = `${one} ${other}`;
          if (!ties.has(key)) ties.set(key, { source: partyOf(one, 0), target: partyOf(other, 0), n: 0 });
          ties.get(key).n += 1;
        }
      });
    }
    return Array.from(ties.values());
  }

  /* Links between the entries that are drawn, each once. */
  function relationsOf(entryNodes) {
    const nodeOf = new Map(entryNodes.map((node) => [node.members[0], node]));
    return entryNodes.flatMap((node) => Array.from(new Set(node.members[0].related), (other) =>
      ({ source: node, target: nodeOf.get(other) })))
      .filter(({ source, target }) => target && nodes.indexOf(source) < nodes.indexOf(target));
  }

  function start() {
    if (simulation) simulation.stop();
    nTicks = 0;
    isMoved = false;
    const isWide = canvas.clientWidth > canvas.clientHeight;
    simulation = d3.forceSimulation(nodes).stop()
      .alphaDecay(1 - 0.001 ** (1 / TICKS))
      .force("link", isTied ? d3.forceLink(links).distance(90) : d3.forceLink(links).distance(90).strength(0.3))
      .force("charge", d3.forceManyBody().strength((node) => (node.party ? -900 : -110)))
      .force("relation", d3.forceLink(relations).distance(60).strength(0.1))
      .force("x", d3.forceX().strength(isWide ? 0.03 : 0.09))
      .force("y", d3.forceY().strength(isWide ? 0.08 : 0.03))
      .force("collide", d3.forceCollide((node) => node.radius + 4));
    const own = simulation;
    // What takes long is laid out while the browser has nothing else to do, and shown at its end.
    const isLong = isCalm || nodes.length + links.length > MAX_SEEN_MOVING;
    const step = () => {
      if (own !== simulation || nTicks >= TICKS) return;
      if (!isNear) { isStale = true; return; }
      const until = performance.now() + TICK_BUDGET_MS;
      do { own.tick(); nTicks += 1; } while (nTicks < TICKS && performance.now() < until);
      if (!isLong || nTicks >= TICKS) draw();
      next();
    };
    const next = () => (isLong ? whenIdle(step) : requestAnimationFrame(step));
    next();
    if (!isLong) draw();
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
    const room = width - Math.min(260, width * 0.3);
    scale = Math.min(2, room / Math.max(1, right - left), (height - 90) / Math.max(1, bottom - top));
    shiftX = width / 2 - (scale * (left + right)) / 2;
    shiftY = height / 2 - (scale * (top + bottom)) / 2;
  }

  /* Small pictures have small nodes, and yet such that a finger hits. */
  const sizeOf = (node) => node.radius * Math.min(1, Math.max(0.5, scale * 1.2));

  function paint() {
    if (!canvas.clientWidth || isStale) return;
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
    context.globalAlpha = isTied ? 0.25 : 0.45;
    const most = links.reduce((n, link) => Math.max(n, link.n), 1);
    const widthOf = ({ n }) => Math.ceil((n / most) * (most > 1 ? MAX_LINE : 1));
    for (let line = 1; line <= MAX_LINE; line += 1) {
      context.lineWidth = line;
      paintLines(context, links.filter((link) => widthOf(link) === line));
    }
    context.globalAlpha = 1;
    context.lineWidth = 1;
    context.strokeStyle = color.link;
    context.setLineDash([2, 3]);
    paintLines(context, relations);
    context.setLineDash([]);
    for (const node of nodes) if (!node.party) paintEntry(context, node);
    for (const node of nodes) if (node.party) paintParty(context, node);
    paintLabels(context, width, height);
  }

  function paintLines(context, lines) {
    context.beginPath();
    for (const { source, target } of lines) {
      context.moveTo(source.x * scale + shiftX, source.y * scale + shiftY);
      context.lineTo(target.x * scale + shiftX, target.y * scale + shiftY);
    }
    context.stroke();
  }

  function paintEntry(context, node) {
    const x = node.x * scale + shiftX, y = node.y * scale + shiftY;
    const size = sizeOf(node);
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

  /* A label is drawn where it covers neither a node nor another label: below or above a party, right
     or left of an entry. */
  function paintLabels(context, width, height) {
    const isSparse = nodes.length <= MAX_LABELLED_NODES;
    const taken = isSparse || scale > 1 ? nodes.map((node) => {
      const x = node.x * scale + shiftX, y = node.y * scale + shiftY, size = sizeOf(node);
      return [x - size, y - size, x + size, y + size];
    }) : [];
    const isFree = (area) => area[0] >= 0 && area[2] <= width && area[1] >= 0 && area[3] <= height
      && taken.every((other) => area[2] < other[0] || other[2] < area[0]
        || area[3] < other[1] || other[3] < area[1]);
    const put = (label, places) => {
      const long = context.measureText(label).width;
      for (const [x, y, share] of places) {
        const left = x - long * share;
        const area = [left - 2, y - 11, left + long + 2, y + 4];
        if (!isFree(area)) continue;
        taken.push(area);
        context.strokeText(label, left, y);
        context.fillText(label, left, y);
        return;
      }
    };
    context.lineWidth = 4;
    context.strokeStyle = color.paper;
    context.fillStyle = color.ink;
    context.font = `bold ${font}`;
    for (const node of nodes) {
      if (!node.party) continue;
      const x = node.x * scale + shiftX, y = node.y * scale + shiftY, size = sizeOf(node);
      put(cut(node.name, 30), [
        [x, y + size + 14, 0.5], [x, y - size - 6, 0.5], [x + size + 5, y + 4, 0], [x - size - 5, y + 4, 1],
      ]);
    }
    context.font = font;
    if (!isSparse || width < MIN_LABELLED_WIDTH) return;
    context.fillStyle = color.soft;
    for (const node of nodes) {
      if (node.party || node.members.length > 1) continue;
      const x = node.x * scale + shiftX, y = node.y * scale + shiftY, size = sizeOf(node) + 6;
      put(cut(node.members[0].title, 34), [[x + size, y + 4, 0], [x - size, y + 4, 1]]);
    }
  }

  function paintParty(context, node) {
    const x = node.x * scale + shiftX, y = node.y * scale + shiftY;
    context.beginPath();
    context.arc(x, y, sizeOf(node), 0, 2 * Math.PI);
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
      Math.hypot(node.x * scale + shiftX - x, node.y * scale + shiftY - y) <= sizeOf(node) + 4);
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

  const view = { change, draw, find, fit, move, resize: draw, zoom };
  handle(canvas, view);
  byId("with-events").addEventListener("change", change);
  byId("network-in").addEventListener("click", () => zoom(1.4));
  byId("network-out").addEventListener("click", () => zoom(1 / 1.4));
  byId("network-fit").addEventListener("click", fit);
  return view;
}
