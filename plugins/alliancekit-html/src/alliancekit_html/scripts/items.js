/* The list in the markup is the data: what the drawings and the filters need of it. */
const byId = (id) => document.getElementById(id);
const DAY_MS = 864e5;

/* An entry of the list; what few entries are asked for is read when it is asked for. */
class Item {
  constructor(node, list) {
    const { type, kind, realis, parties, days } = node.dataset;
    this.node = node;
    this.list = list;
    this.isShown = true;
    this.type = type;
    this.kind = kind;
    this.realis = realis;
    this.isActual = realis === "actual";
    this.isConflict = "conflict" in node.dataset;
    this.parties = parties ? parties.split(" ") : [];
    this.days = days ? days.split(",").map((text) => (text === "" ? null : Number(text))) : null;
    this.low = this.days?.find((day) => day !== null);
    this.high = this.days?.findLast((day) => day !== null);
  }

  get summary() { return this.node.querySelector("summary"); }
  get when() { return this.node.querySelector(".when").textContent; }
  get title() { return (this.titleText ??= this.node.querySelector(".title").textContent); }
  get searchText() { return (this.text ??= fold(this.node.textContent)); }

  /* The entries that this one is linked with. */
  get related() {
    return Array.from(
      this.node.querySelectorAll('.related a[href^="#entry"]'),
      (link) => byAnchor.get(link.hash.slice(1)),
    ).filter(Boolean);
  }
}

function makeList(node) {
  const list = { node };
  list.items = Array.from(node.children, (entry) => new Item(entry, list));
  return list;
}

/* Groups of lists of entries: what holds nothing that is shown is not shown itself. */
const groups = Array.from(byId("entries").children, (node) => ({
  node,
  lists: Array.from(node.querySelectorAll(":scope > ol"), makeList),
}));
const items = groups.flatMap((group) => group.lists.flatMap((list) => list.items));
const byAnchor = new Map(items.map((item) => [item.node.id, item]));
const partyNames = new Map(
  Array.from(byId("party").options, (option) => [option.value, option.textContent]),
);
let visible = items;
let chosen = null;

function fold(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

function once(action) {
  let isAsked = false;
  return () => {
    if (isAsked) return;
    isAsked = true;
    requestAnimationFrame(() => { isAsked = false; action(); });
  };
}

function whenIdle(action) {
  // Safari knows no idle time.
  if (window.requestIdleCallback) requestIdleCallback(action, { timeout: 200 });
  else setTimeout(action, 20);
}
