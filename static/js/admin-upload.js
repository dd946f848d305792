// Files go one by one, each with its title, its progress and, where it clashes, its own choice.

const form = document.querySelector("[data-upload]");
const zone = form.querySelector("[data-upload-zone]");
const input = form.querySelector("input[type=file]");
const rows = form.querySelector("[data-upload-rows]");
const start = form.querySelector("[data-upload-start]");
const declaration = form.querySelector("input[name=declaration]");
const words = form.dataset;
const waiting = [];

form.querySelector("[data-upload-plain]").hidden = true;
form.querySelector("[data-upload-hint]").hidden = false;

const element = (name, properties = {}, ...children) => {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
};

function follow() {
  input.disabled = !declaration.checked;
  zone.setAttribute("aria-disabled", String(!declaration.checked));
  start.hidden = waiting.length === 0;
}

function add(files) {
  for (const file of files) {
    const title = element("input", { type: "text", maxLength: 255, value: file.name.replace(/\.[^.]+$/, "").normalize("NFC") });
    const row = {
      file,
      title,
      note: element("p", { className: "upload-row__note", textContent: words.wordWaiting }),
      progress: element("progress", { max: 1, value: 0, hidden: true }),
      choices: element("div", { className: "upload-row__choices" }),
    };
    row.place = element(
      "li",
      { className: "upload-row" },
      element("span", { className: "upload-row__name", textContent: file.name }),
      element("label", { textContent: `${words.wordTitle} ` }, title),
      row.progress,
      row.note,
      row.choices,
    );
    rows.append(row.place);
    waiting.push(row);
  }
  input.value = "";
  follow();
}

function send(row, onClash) {
  const body = new FormData();
  for (const name of ["csrfmiddlewaretoken", "collection", "language", "source"]) body.append(name, form.elements[name].value);
  body.append("declaration", "on");
  body.append("on_clash", onClash || form.elements.on_clash.value);
  body.append("title", row.title.value);
  body.append("files", row.file);
  row.progress.hidden = false;
  row.note.textContent = words.wordSending;
  row.choices.replaceChildren();
  return new Promise((done) => {
    const request = new XMLHttpRequest();
    request.open("POST", form.action || location.href);
    request.setRequestHeader("Accept", "application/json");
    request.upload.addEventListener("progress", (event) => { if (event.lengthComputable) row.progress.value = event.loaded / event.total; });
    request.addEventListener("loadend", () => {
      let answer;
      try { answer = JSON.parse(request.responseText); } catch { answer = { kind: "lost", message: words.wordLost }; }
      tell(row, answer);
      done();
    });
    request.send(body);
  });
}

function tell(row, answer) {
  row.progress.hidden = true;
  row.place.classList.toggle("upload-row--refused", ["refused", "lost", "withheld"].includes(answer.kind));
  row.title.disabled = !["refused", "lost", "clash"].includes(answer.kind);
  row.note.textContent = answer.message;
  if (answer.url) row.note.append(" ", element("a", { href: answer.url, textContent: answer.title }));
  for (const clash of answer.clashes || []) row.note.append(element("br"), `${clash.why}: `, element("a", { href: clash.url, textContent: clash.title }));
  const choices = { clash: [["keep", words.wordKeep], ["replace", words.wordReplace], ["skip", words.wordSkip]], lost: [["", words.wordRetry]] };
  for (const [value, label] of choices[answer.kind] || []) {
    const button = element("button", { type: "button", className: "button button-small button-secondary", textContent: label });
    button.addEventListener("click", () => send(row, value));
    row.choices.append(button);
  }
}

start.addEventListener("click", async () => {
  start.disabled = true;
  while (waiting.length) await send(waiting.shift());
  start.disabled = false;
  follow();
});
input.addEventListener("change", () => add(input.files));
declaration.addEventListener("change", follow);
for (const name of ["dragenter", "dragover"]) {
  zone.addEventListener(name, (event) => {
    event.preventDefault();
    zone.classList.toggle("upload-zone--over", declaration.checked);
  });
}
zone.addEventListener("dragleave", () => zone.classList.remove("upload-zone--over"));
zone.addEventListener("drop", (event) => {
  event.preventDefault();
  zone.classList.remove("upload-zone--over");
  if (declaration.checked) add(event.dataTransfer.files);
  else declaration.focus();
});
form.addEventListener("submit", (event) => event.preventDefault());
follow();
