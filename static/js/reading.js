// Tools of an article or a directive: print, copy the link, read aloud, larger text. Each appears only where it can work.

const article = document.getElementById("article");
const status = document.querySelector("[data-tool-status]");
const tool = (name) => document.querySelector(`[data-tool="${name}"]`);
const show = (button) => { button.closest("li").hidden = false; };
const say = (text) => { status.textContent = text; };

function enablePrint(button) {
  button.addEventListener("click", () => window.print());
  show(button);
}

function enableCopy(button) {
  if (!navigator.clipboard) return;
  const label = button.querySelector("span");
  const words = label.textContent;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.dataset.address || location.href);
    label.textContent = button.dataset.done;
    say(button.dataset.done);
    setTimeout(() => { label.textContent = words; }, 2500);
  });
  show(button);
}

function enableLarger(button) {
  const key = "larger-text";
  const apply = (on) => {
    article.classList.toggle("article--larger", on);
    button.setAttribute("aria-pressed", String(on));
  };
  let on = false;
  try { on = localStorage.getItem(key) === "1"; } catch { /* storage may be closed to us */ }
  apply(on);
  button.addEventListener("click", () => {
    on = !on;
    apply(on);
    try { localStorage.setItem(key, on ? "1" : "0"); } catch { /* kept for this page only */ }
  });
  show(button);
}

function enableListen(button) {
  if (!("speechSynthesis" in window)) return;
  const label = button.querySelector("span");
  const words = label.textContent;
  let voice = null;
  const look = () => {
    voice = speechSynthesis.getVoices().find((candidate) => /^vi([-_]|$)/i.test(candidate.lang)) ?? null;
    button.closest("li").hidden = !voice;
  };
  const stop = () => {
    speechSynthesis.cancel();
    label.textContent = words;
  };
  button.addEventListener("click", () => {
    if (speechSynthesis.speaking) return stop();
    const selector = ".article__title, .article__lead, .page-header__title, .story h2, .story h3, .story h4, .story p, .story li";
    const texts = [...article.querySelectorAll(selector)].map((element) => {
      const copy = element.cloneNode(true);
      copy.querySelectorAll(".story__anchor").forEach((anchor) => anchor.remove());
      return copy.textContent.trim();
    }).filter(Boolean);
    // Long utterances are cut short by some browsers; one a paragraph is not.
    texts.forEach((text, index) => {
      const utterance = new SpeechSynthesisUtterance(text);
      utterance.lang = "vi-VN";
      utterance.voice = voice;
      if (index === texts.length - 1) utterance.addEventListener("end", stop);
      speechSynthesis.speak(utterance);
    });
    label.textContent = button.dataset.active;
  });
  addEventListener("pagehide", () => speechSynthesis.cancel());
  speechSynthesis.addEventListener?.("voiceschanged", look);
  look();
}

if (article) {
  enablePrint(tool("print"));
  enableCopy(tool("copy"));
  enableLarger(tool("larger"));
  enableListen(tool("listen"));
}
