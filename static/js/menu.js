// Closes open branches of the menu and share lists on Escape and on a click elsewhere.

const sheet = document.querySelector(".menu__sheet");
const folding = ".menu__branch, .share";

// Browsers that cannot show a closed <details> by CSS get the wide menu opened instead.
if (sheet && !CSS.supports("selector(::details-content)")) {
  const wide = matchMedia("(min-width: 62rem)");
  const fit = () => { sheet.open = wide.matches; };
  wide.addEventListener("change", fit);
  fit();
}

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const open = document.activeElement?.closest("details[open]");
  if (open?.matches(`${folding}, .menu__sheet`)) {
    open.open = false;
    open.querySelector("summary").focus();
  }
});

document.addEventListener("click", (event) => {
  for (const open of document.querySelectorAll(folding)) {
    if (open.open && !open.contains(event.target)) open.open = false;
  }
});
