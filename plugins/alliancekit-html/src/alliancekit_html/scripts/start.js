/* What was hidden from readers without scripts is shown, and everything drawn. */
form.hidden = false;
for (const part of document.querySelectorAll(".drawn")) part.hidden = false;
byId("entries").classList.toggle("many", items.length > 1000);
filter();
whenIdle(() => timeline.prepare());

function openAddress() {
  const item = byAnchor.get(decodeURIComponent(location.hash.slice(1)));
  if (item) reveal(item);
}
// A browser takes the focus to where the address leads after the page has loaded.
addEventListener("load", () => setTimeout(openAddress, 50));
addEventListener("hashchange", openAddress);
