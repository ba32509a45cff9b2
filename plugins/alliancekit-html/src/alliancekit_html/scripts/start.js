/* What was hidden from readers without scripts is shown, and everything drawn. */
form.hidden = false;
for (const section of document.querySelectorAll(".drawn")) section.hidden = false;
filter();
const start = byAnchor.get(decodeURIComponent(location.hash.slice(1)));
if (start) reveal(start);
