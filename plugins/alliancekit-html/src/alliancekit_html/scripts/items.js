/* The list in the markup is the data: what the drawings and the filters need of it. */
const byId = (id) => document.getElementById(id);
const DAY_MS = 864e5;
const items = Array.from(byId("entries").children, readItem);
const byAnchor = new Map(items.map((item) => [item.node.id, item]));
const partyNames = new Map(
  Array.from(byId("party").options, (option) => [option.value, option.textContent]),
);
let visible = items;
let chosen = null;

function readItem(node) {
  const { type, kind, realis, parties, days } = node.dataset;
  const numbers = days ? days.split(",").map((text) => (text === "" ? null : Number(text))) : null;
  const summary = node.querySelector("summary");
  return {
    node, type, kind, realis, days: numbers,
    isActual: realis === "actual",
    isConflict: "conflict" in node.dataset,
    parties: parties ? parties.split(" ") : [],
    title: node.querySelector(".title").textContent,
    when: node.querySelector(".when").textContent,
    text: null, summary, lane: 0,
  };
}

function searchText(item) {
  // Made on the first search only: most pages are never searched.
  item.text ??= fold(item.node.textContent);
  return item.text;
}

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
