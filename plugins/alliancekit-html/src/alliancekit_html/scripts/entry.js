/* One entry beside the page, and the ways to it. */
const panel = byId("panel");
let opener = null;
let trail = []; // entries from which links led to the one that is shown

function choose(item) {
  if (panel.hidden) opener = document.activeElement;
  trail = [];
  show(item);
}

function follow(item) {
  trail.push(chosen);
  show(item);
}

function show(item) {
  chosen = item;
  const close = button("Close", hidePanel);
  close.className = "close";
  const bar = [close];
  if (trail.length) bar.unshift(button("Back", () => show(trail.pop())));
  const heading = document.createElement("h3");
  heading.append(item.node.querySelector(".title").cloneNode(true));
  const when = document.createElement("p");
  when.textContent = item.when;
  const tags = item.node.querySelector(".tags").cloneNode(true);
  const body = item.node.querySelector(".body").cloneNode(true);
  const jump = button("Show in the list", () => { hidePanel(); reveal(item); });
  panel.replaceChildren(...bar, heading, when, tags, body, jump);
  panel.hidden = false;
  panel.scrollTop = 0;
  bar[0].focus();
  redraw();
}

function hidePanel() {
  panel.hidden = true;
  chosen = null;
  if (opener && opener.isConnected) opener.focus({ preventScroll: true });
  redraw();
}

function redraw() {
  timeline.draw();
  if (network) network.draw();
}

function reveal(item) {
  if (!item.isShown) { form.reset(); filter(); }
  update(item.list);
  item.node.querySelector("details").open = true;
  item.node.scrollIntoView({ block: "start" });
  item.summary.focus({ preventScroll: true });
}

function button(text, action) {
  const element = document.createElement("button");
  element.type = "button";
  element.textContent = text;
  element.addEventListener("click", action);
  return element;
}

function chooseParty(party) {
  byId("party").value = byId("party").value === party ? "" : party;
  filter();
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !panel.hidden) hidePanel();
});
document.addEventListener("click", (event) => {
  const party = event.target.closest("[data-party]");
  if (party) { chooseParty(party.dataset.party); form.scrollIntoView(); return; }
  const anchor = event.target.closest('a[href^="#entry"]');
  const item = anchor && byAnchor.get(anchor.hash.slice(1));
  if (!item) return;
  event.preventDefault();
  if (panel.contains(anchor)) follow(item); else reveal(item);
});
