// What the screens for sending files share.

export const element = (name, properties = {}, ...children) => {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
};

// Send a form; gives the portal's answer, null where none came. `follow` hears how large a part has gone.
export function sendForm(address, body, follow) {
  return new Promise((done) => {
    const request = new XMLHttpRequest();
    request.open("POST", address);
    request.setRequestHeader("Accept", "application/json");
    request.upload.addEventListener("progress", (event) => { if (event.lengthComputable) follow(event.loaded / event.total); });
    request.addEventListener("loadend", () => {
      let answer = null;
      try { answer = JSON.parse(request.responseText); } catch { /* An error page, or no answer at all. */ }
      done(answer);
    });
    request.send(body);
  });
}

// Take the files that are dropped on a zone; it shows by its look whether it would take them.
export function watchDrops(zone, isOpen, take) {
  for (const name of ["dragenter", "dragover"]) {
    zone.addEventListener(name, (event) => {
      event.preventDefault();
      zone.classList.toggle("upload-zone--over", isOpen());
    });
  }
  zone.addEventListener("dragleave", () => zone.classList.remove("upload-zone--over"));
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    zone.classList.remove("upload-zone--over");
    take(event.dataTransfer.files);
  });
}
