// The card of a cited directive, beside its link while that is pointed at or focused; Escape puts it away.

let shown = null;
let leaving = 0;

function hide() {
  clearTimeout(leaving);
  if (shown) shown.hidden = true;
  shown = null;
}

function show(link) {
  const card = document.getElementById(link.dataset.citation);
  if (!card) return;
  clearTimeout(leaving);
  if (shown !== card) hide();
  document.body.append(card);
  card.hidden = false;
  shown = card;
  const place = link.getClientRects()[0];
  const room = document.documentElement.clientWidth - card.offsetWidth - 16;
  card.style.left = `${Math.max(16, Math.min(place.left, room)) + scrollX}px`;
  const below = place.bottom + 6;
  const isBelow = below + card.offsetHeight <= innerHeight || place.top < card.offsetHeight;
  card.style.top = `${(isBelow ? below : place.top - card.offsetHeight - 6) + scrollY}px`;
}

function leave() {
  leaving = setTimeout(hide, 250);
}

for (const link of document.querySelectorAll("a[data-citation]")) {
  link.setAttribute("aria-describedby", link.dataset.citation);
  link.addEventListener("pointerenter", () => show(link));
  link.addEventListener("pointerleave", leave);
  link.addEventListener("focus", () => show(link));
  link.addEventListener("blur", hide);
}
for (const card of document.querySelectorAll(".citation-card")) {
  card.addEventListener("pointerenter", () => clearTimeout(leaving));
  card.addEventListener("pointerleave", leave);
}
document.addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });
