// Files go one by one, each with its title, its progress and, where it clashes, its own choice.

import { element, sendForm, watchDrops } from "./uploading.js";

const form = document.querySelector("[data-upload]");
const zone = form.querySelector("[data-upload-zone]");
const input = form.querySelector("input[type=file]");
const rows = form.querySelector("[data-upload-rows]");
const start = form.querySelector("[data-upload-start]");
const declaration = form.querySelector("input[name=declaration]");
const words = form.dataset;
const hint = form.querySelector("[data-upload-hint]");
const howToDrop = hint.textContent;
const waiting = [];
let isSending = false;

form.querySelector("[data-upload-plain]").hidden = true;
hint.hidden = false;
rows.tabIndex = -1;

// The title of a document, as a link where this person may go there.
const named = ({ url, title }) => (url ? element("a", { href: url, textContent: title }) : title);

function follow() {
  input.disabled = !declaration.checked;
  zone.classList.toggle("upload-zone--closed", !declaration.checked);
  hint.textContent = declaration.checked ? howToDrop : words.wordDeclare;
  start.hidden = waiting.length === 0 || !declaration.checked;
}

function add(files) {
  for (const file of files) {
    const title = element("input", { type: "text", maxLength: 255, value: file.name.replace(/\.[^.]+$/, "").normalize("NFC") });
    const row = {
      file,
      title,
      note: element("p", { className: "upload-row__note", textContent: words.wordWaiting }),
      progress: element("progress", { max: 1, value: 0, hidden: true, ariaLabel: words.wordSending }),
      choices: element("div", { className: "upload-row__choices" }),
    };
    row.place = element(
      "li",
      { className: "upload-row", tabIndex: -1 },
      element("span", { className: "upload-row__name", textContent: file.name }),
      element("label", { className: "upload-row__title", textContent: words.wordTitle }, title),
      row.progress,
      row.note,
      row.choices,
    );
    offer(row, [[words.wordRemove, () => remove(row)]]);
    rows.append(row.place);
    waiting.push(row);
  }
  input.value = "";
  follow();
}

// Buttons under a row; each gives way to what it brings about, which then has the focus.
function offer(row, choices) {
  row.choices.replaceChildren(...choices.map(([label, act]) => {
    const button = element("button", { type: "button", className: "button button-small button-secondary", textContent: label });
    button.addEventListener("click", () => {
      row.place.focus();
      act();
    });
    return button;
  }));
}

function remove(row) {
  waiting.splice(waiting.indexOf(row), 1);
  row.place.remove();
  follow();
  (waiting.length ? rows : input).focus();
}

function send(row, onClash) {
  const body = new FormData();
  for (const name of ["csrfmiddlewaretoken", "collection", "language", "source"]) body.append(name, form.elements[name].value);
  if (declaration.checked) body.append("declaration", "on");
  body.append("on_clash", onClash || form.elements.on_clash.value);
  body.append("title", row.title.value);
  body.append("files", row.file);
  row.title.disabled = true;
  row.progress.value = 0;
  row.progress.hidden = false;
  row.note.textContent = words.wordSending;
  offer(row, []);
  return sendForm(form.action || location.href, body, (part) => { row.progress.value = part; })
    .then((answer) => tell(row, answer || { kind: "lost", message: words.wordLost }));
}

function tell(row, answer) {
  row.progress.hidden = true;
  row.place.classList.toggle("upload-row--refused", ["refused", "lost", "withheld"].includes(answer.kind));
  row.note.textContent = answer.message;
  if (answer.title) row.note.append(" ", named(answer));
  for (const clash of answer.clashes || []) row.note.append(element("br"), `${clash.why}: `, named(clash));
  row.isOpen = ["clash", "lost"].includes(answer.kind);
  row.title.disabled = row.title.parentNode.hidden = !row.isOpen;
  const choices = { clash: [["keep", words.wordKeep], ["replace", words.wordReplace], ["skip", words.wordSkip]], lost: [["", words.wordRetry]] };
  offer(row, (choices[answer.kind] || []).map(([value, label]) => [label, () => send(row, value)]));
}

start.addEventListener("click", async () => {
  if (isSending) return;
  isSending = true;
  start.setAttribute("aria-disabled", "true");
  const sent = [];
  while (waiting.length) {
    sent.push(waiting.shift());
    await send(sent.at(-1));
  }
  isSending = false;
  start.removeAttribute("aria-disabled");
  const hadFocus = document.activeElement === start;
  follow();
  // The button goes; whoever stood on it stands at the first file that wants an answer now.
  if (hadFocus) (sent.find((row) => row.isOpen)?.place || rows).focus();
});
input.addEventListener("change", () => add(input.files));
declaration.addEventListener("change", follow);
watchDrops(zone, () => declaration.checked, (files) => { if (declaration.checked) add(files); else declaration.focus(); });
form.addEventListener("submit", (event) => event.preventDefault());
follow();
