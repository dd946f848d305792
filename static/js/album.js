// Shows the photos of an album over the whole window. Each photo has a page of its own with links to those beside it;
// what the viewer shows is read from there, so that it leads through albums of any length.

const viewer = document.querySelector("[data-viewer]");
const part = (name) => viewer.querySelector(`[data-viewer-${name}]`);
const stage = part("stage");
const caption = part("caption");
const status = part("status");
const play = part("play");
const PAUSE = 6000;
const SWIPE = 48;

const read = new Map();
let shown = null;
let wanted = "";
let opener = null;
let timer = 0;

function photoAt(url) {
  if (!read.has(url)) {
    const reading = fetch(url).then(async (answer) => {
      if (!answer.ok) throw new Error(answer.statusText);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const picture = document.importNode(page.querySelector("[data-photo] picture"), true);
      for (const source of picture.querySelectorAll("[sizes]")) source.sizes = "100vw";
      return {
        url,
        picture,
        caption: document.importNode(page.querySelector("[data-photo-caption]"), true),
        number: page.querySelector("[data-photo-number]").textContent,
        previous: page.querySelector("a[rel=prev]")?.href ?? "",
        next: page.querySelector("a[rel=next]")?.href ?? "",
      };
    });
    // A failure is not kept: the next try may succeed.
    reading.catch(() => read.delete(url));
    read.set(url, reading);
  }
  return read.get(url);
}

async function show(url) {
  wanted = url;
  let photo;
  try {
    photo = await photoAt(url);
  } catch {
    // The page itself says what is wrong.
    location.assign(url);
    return;
  }
  if (wanted !== url || !viewer.open) return;
  shown = photo;
  stage.classList.remove("viewer__stage--waiting");
  stage.replaceChildren(photo.picture);
  const words = document.createElement("div");
  words.className = "figure__caption";
  words.append(...photo.caption.cloneNode(true).childNodes);
  caption.replaceChildren(words);
  status.textContent = photo.number;
  part("page").href = url;
  enable(part("previous"), photo.previous);
  enable(part("next"), photo.next);
  history.replaceState({ viewer: true }, "", url);
  for (const beside of [photo.next, photo.previous]) if (beside) photoAt(beside).catch(() => {});
  if (!photo.next) stop();
}

function enable(button, url) {
  // A disabled button would lose the focus.
  if (!url && document.activeElement === button) part("close").focus();
  button.disabled = !url;
}

function step(name) {
  if (shown?.[name]) show(shown[name]);
}

function open(url, thumb) {
  if (!viewer.open) {
    viewer.showModal();
    document.documentElement.style.overflow = "hidden";
  }
  if (thumb) {
    stage.classList.add("viewer__stage--waiting");
    const early = thumb.cloneNode(true);
    for (const image of early.querySelectorAll("img")) image.loading = "eager";
    stage.replaceChildren(early);
    caption.replaceChildren();
  }
  show(url);
}

function stop() {
  clearInterval(timer);
  timer = 0;
  play.setAttribute("aria-pressed", "false");
}

for (const link of document.querySelectorAll("[data-photo-link]")) {
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    opener = link;
    history.pushState({ viewer: true }, "", link.href);
    open(link.href, link.querySelector("picture"));
  });
}

part("close").addEventListener("click", () => viewer.close());
part("previous").addEventListener("click", () => { stop(); step("previous"); });
part("next").addEventListener("click", () => { stop(); step("next"); });
play.addEventListener("click", () => {
  if (timer) return stop();
  timer = setInterval(() => { if (!document.hidden) step("next"); }, PAUSE);
  play.setAttribute("aria-pressed", "true");
});
// Whoever asks for less motion gets none that goes on by itself.
play.hidden = matchMedia("(prefers-reduced-motion: reduce)").matches;

viewer.addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  const name = { ArrowLeft: "previous", ArrowRight: "next" }[event.key];
  if (!name) return;
  event.preventDefault();
  stop();
  step(name);
});

let touch = null;
stage.addEventListener("touchstart", (event) => {
  touch = event.touches.length === 1 ? event.touches[0] : null;
}, { passive: true });
stage.addEventListener("touchend", (event) => {
  const end = event.changedTouches[0];
  if (!touch || event.touches.length) return;
  const across = end.clientX - touch.clientX;
  const down = end.clientY - touch.clientY;
  touch = null;
  if (Math.abs(across) < SWIPE || Math.abs(across) < 2 * Math.abs(down)) return;
  stop();
  step(across < 0 ? "next" : "previous");
}, { passive: true });

viewer.addEventListener("close", () => {
  stop();
  wanted = "";
  document.documentElement.style.overflow = "";
  const here = [...document.querySelectorAll("[data-photo-link]")].find((link) => link.href === shown?.url);
  (here ?? opener)?.focus();
  shown = null;
  if (history.state?.viewer) history.back();
});

addEventListener("popstate", (event) => {
  if (event.state?.viewer) open(location.href);
  else if (viewer.open) viewer.close();
});
