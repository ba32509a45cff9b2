/* Which entries are shown, in the list and in both drawings. */
const form = byId("filters");
const filterIds = ["party", "type", "kind", "realis"];

function filter() {
  const wanted = Object.fromEntries(filterIds.map((id) => [id, byId(id).value]));
  const words = fold(byId("search").value).split(/\s+/).filter(Boolean);
  const onlyConflicts = byId("conflicts").checked;
  visible = items.filter((item) =>
    (!wanted.party || item.parties.includes(wanted.party))
    && (!wanted.type || item.type === wanted.type)
    && (!wanted.kind || item.kind === wanted.kind)
    && (!wanted.realis || item.realis === wanted.realis)
    && (!onlyConflicts || item.isConflict)
    && words.every((word) => searchText(item).includes(word)));
  const shown = new Set(visible);
  for (const item of items) {
    const isHidden = !shown.has(item);
    if (item.node.hidden !== isHidden) item.node.hidden = isHidden;
  }
  byId("count").value = `${visible.length} of ${items.length}`;
  byId("none").hidden = visible.length > 0 || items.length === 0;
  timeline.change();
  if (network) network.change();
}

form.addEventListener("input", once(filter));
form.addEventListener("reset", () => setTimeout(filter));
form.addEventListener("submit", (event) => event.preventDefault());
