// Photos of an album go two at a time, each with its own answer; what did not get through can be sent again.

import { element, sendForm, watchDrops } from "./uploading.js";

const AT_ONCE = 2;
const form = document.querySelector("[data-photo-upload]");
const words = form.dataset;
const input = form.querySelector("input[type=file]");
const rows = form.querySelector("[data-rows]");
const total = form.querySelector("[data-total]");
const bar = total.querySelector("progress");
const count = total.querySelector("[data-count]");
const status = form.querySelector("[data-status]");
const again = form.querySelector("[data-again]");
const arrange = form.querySelector("[data-arrange]");
const all = [];
let sending = 0;

form.querySelector("[data-plain]").hidden = true;
form.querySelector("[data-hint]").hidden = false;

const ended = () => all.filter((row) => row.kind);
const open = () => all.filter((row) => row.isOpen);
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_place, name) => values[name]);

function show() {
  const done = ended().length;
  const parts = all.reduce((sum, row) => sum + (row.kind ? 1 : row.part), 0);
  bar.max = all.length || 1;
  bar.value = parts;
  total.hidden = all.length === 0;
  count.textContent = fill(words.wordCount, { done, all: all.length });
  again.hidden = sending > 0 || open().length === 0;
  again.textContent = fill(words.wordAgain, { count: open().length });
  arrange.hidden = !all.some((row) => row.kind === "added");
}

function speak() {
  const counts = { added: 0, twin: 0, refused: 0, failed: 0 };
  for (const row of ended()) counts[row.kind] += 1;
  status.textContent = fill(words.wordResult, counts);
}

function add(files) {
  for (const file of files) {
    const row = {
      file,
      part: 0,
      note: element("p", { className: "upload-row__note", textContent: words.wordWaiting }),
      progress: element("progress", { max: 1, value: 0, hidden: true, ariaLabel: words.wordSending }),
    };
    row.place = element(
      "li",
      { className: "upload-row" },
      element("span", { className: "upload-row__name", textContent: file.name }),
      row.progress,
      row.note,
    );
    rows.append(row.place);
    all.push(row);
  }
  input.value = "";
  start();
}

function start() {
  for (const row of all.filter((each) => !each.kind && !each.isSent).slice(0, AT_ONCE - sending)) send(row);
  show();
}

async function send(row) {
  const body = new FormData();
  for (const name of ["csrfmiddlewaretoken", "collection", "credit", "place", "behind"]) body.append(name, form.elements[name].value);
  body.append("files", row.file);
  row.isSent = true;
  sending += 1;
  row.progress.hidden = false;
  row.note.textContent = words.wordSending;
  const answer = await sendForm(form.action || location.href, body, (part) => {
    row.part = part;
    row.progress.value = part;
    if (part === 1) row.note.textContent = words.wordLooking;
    show();
  });
  sending -= 1;
  tell(row, answer || { kind: "failed", message: words.wordLost });
  start();
  if (sending === 0) speak();
}

function tell(row, { kind, message, url, title }) {
  row.kind = kind;
  row.isOpen = kind === "failed";
  row.progress.hidden = true;
  row.place.classList.toggle("upload-row--refused", kind === "refused" || kind === "failed");
  row.note.textContent = `${message} `;
  if (url) row.note.append(element("a", { href: url, textContent: title }));
}

again.addEventListener("click", () => {
  for (const row of open()) Object.assign(row, { kind: "", isOpen: false, isSent: false, part: 0 });
  // The button goes away: whoever stood on it stands at the files that are sent.
  rows.focus();
  start();
});
input.addEventListener("change", () => add(input.files));
watchDrops(form.querySelector("[data-zone]"), () => true, add);
form.addEventListener("submit", (event) => event.preventDefault());
addEventListener("beforeunload", (event) => { if (sending) event.preventDefault(); });
show();
