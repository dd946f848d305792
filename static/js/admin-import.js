// How far an import has come, asked every two seconds; at its end the page is shown anew.

const place = document.querySelector("[data-import-progress]");
const bar = place.querySelector("[data-import-bar]");
const told = place.querySelector("[data-import-told]");

async function ask() {
  try {
    const answer = await fetch(place.dataset.importProgress, { headers: { Accept: "application/json" } });
    const progress = await answer.json();
    if (!progress.is_running) {
      location.reload();
      return;
    }
    if (told.textContent !== progress.told) told.textContent = progress.told;
    if (progress.total) {
      bar.max = progress.total;
      bar.value = progress.done;
    }
  } catch {
    // The portal does not answer at the moment: it is asked again.
  }
  setTimeout(ask, 2000);
}

setTimeout(ask, 2000);
