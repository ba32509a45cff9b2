/* Which entries are shown, in the list and in both drawings. */
const form = byId("filters");
const filterIds = ["party", "type", "kind", "realis"];
let waiting = []; // lists that hold entries that are yet to be shown or hidden
const inSight = new Set(); // lists
const sight = new IntersectionObserver((changes) => {
  for (const { target, isIntersecting } of changes) inSight[isIntersecting ? "add" : "delete"](target);
});
for (const { lists } of groups) for (const { node } of lists) sight.observe(node);

function filter() {
  select();
  showInList();
}

function select() {
  const wanted = Object.fromEntries(filterIds.map((id) => [id, byId(id).value]));
  const words = fold(byId("search").value).split(/\s+/).filter(Boolean);
  const onlyConflicts = byId("conflicts").checked;
  visible = items.filter((item) =>
    (!wanted.party || item.parties.includes(wanted.party))
    && (!wanted.type || item.type === wanted.type)
    && (!wanted.kind || item.kind === wanted.kind)
    && (!wanted.realis || item.realis === wanted.realis)
    && (!onlyConflicts || item.isConflict)
    && words.every((word) => item.searchText.includes(word)));
  byId("count").value = `${visible.length} of ${items.length}`;
  byId("none").hidden = visible.length > 0 || items.length === 0;
  timeline.change();
  if (network) network.change();
}

/* A list with nothing to show goes as a whole. Of the others those in sight are brought up to date at
   once, and what the rest holds is not drawn until a moment later: to show or hide thousands of
   entries takes a browser long, and whoever filters sees few of them. */
function showInList() {
  for (const item of items) item.isShown = false;
  for (const item of visible) item.isShown = true;
  waiting = [];
  for (const group of groups) {
    let nGroup = 0;
    for (const list of group.lists) {
      const n = list.items.reduce((sum, item) => sum + item.isShown, 0);
      nGroup += n;
      list.node.hidden = n === 0;
      // How high the list will be is guessed until it has been in sight.
      list.node.style.setProperty("--n", n);
      if (n === 0 || list.items.every(isUpToDate)) continue;
      list.node.dataset.stale = "";
      waiting.push(list);
    }
    group.node.hidden = nGroup === 0;
  }
  waiting.sort((a, b) => inSight.has(b.node) - inSight.has(a.node));
  updateWaiting();
}

const isUpToDate = (item) => item.node.hidden !== item.isShown;

function update(list) {
  for (const item of list.items) if (!isUpToDate(item)) item.node.hidden = !item.isShown;
  delete list.node.dataset.stale;
}

function updateWaiting() {
  const until = performance.now() + 8;
  while (waiting.length && performance.now() < until) update(waiting.shift());
  if (waiting.length) whenIdle(updateWaiting);
}

/* Texts to search in take long to make for thousands of entries: begin before the first letter. */
function prepareSearch(from = 0) {
  const until = performance.now() + 8;
  while (from < items.length && performance.now() < until) {
    void items[from].searchText;
    from += 1;
  }
  if (from < items.length) whenIdle(() => prepareSearch(from));
}

// The drawings first: a list of thousands takes the browser longer, and most of it is out of sight.
const showSoon = once(showInList);
form.addEventListener("input", once(() => { select(); showSoon(); }));
form.addEventListener("reset", () => setTimeout(filter));
form.addEventListener("submit", (event) => event.preventDefault());
byId("search").addEventListener("focus", () => prepareSearch(), { once: true });
