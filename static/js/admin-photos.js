// Moves the photos of an album by dragging or by buttons. The form sends numbers: here they follow the order.

const list = document.querySelector("[data-photos]");
const status = document.querySelector("[data-photos-status]");
const cards = () => [...list.querySelectorAll("[data-photo]")];
let dragged = null;

function numbered(moved) {
  cards().forEach((card, place) => {
    card.querySelector(".arranged__field--position input:not([type=hidden])").value = list.start + place;
  });
  const number = list.start + cards().indexOf(moved);
  status.textContent = list.dataset.moved.replace("0", number);
}

function move(card, to) {
  const all = cards();
  const place = all.indexOf(card);
  if (to < 0 || to >= all.length || to === place) return;
  if (to > place) all[to].after(card);
  else all[to].before(card);
  numbered(card);
}

for (const card of list ? cards() : []) {
  for (const button of card.querySelectorAll("[data-move]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      move(card, cards().indexOf(card) + Number(button.dataset.move));
      button.focus();
    });
  }
  const handle = card.querySelector("[data-handle]");
  handle.draggable = true;
  handle.addEventListener("dragstart", (event) => {
    dragged = card;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", "");
    card.classList.add("arranged--dragged");
  });
  handle.addEventListener("dragend", () => {
    dragged = null;
    for (const each of cards()) each.classList.remove("arranged--dragged", "arranged--over");
  });
  card.addEventListener("dragover", (event) => {
    if (!dragged) return;
    event.preventDefault();
    card.classList.toggle("arranged--over", card !== dragged);
  });
  card.addEventListener("dragleave", () => card.classList.remove("arranged--over"));
  card.addEventListener("drop", (event) => {
    if (!dragged) return;
    event.preventDefault();
    move(dragged, cards().indexOf(card));
  });
}
