/* Which entries are shown, in the list and in both drawings. */
const form = byId("filters");
const filterIds = ["party", "type", "kind", "realis"];

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

function showInList() {
  const shown = new Set(visible);
  for (const group of groups) {
    let nGroup = 0;
    for (const list of group.lists) {
      let nList = 0;
      for (const item of list.items) {
        const isShown = shown.has(item);
        nList += isShown;
        if (item.node.hidden === isShown) item.node.hidden = !isShown;
      }
      list.node.hidden = nList === 0;
      // How high the list will be is guessed until it has been in sight.
      list.node.style.setProperty("--n", nList);
      nGroup += nList;
    }
    group.node.hidden = nGroup === 0;
  }
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
