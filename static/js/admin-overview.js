// While documents are being read, their rows are asked for again.

const place = document.querySelector("[data-overview]");

async function refresh() {
  if (!place.querySelector("[data-underway]")) return;
  // Whoever stands on a link of the table keeps it.
  if (!document.hidden && !place.contains(document.activeElement)) {
    try {
      const answer = await fetch(location.href, { headers: { "X-Requested-With": "XMLHttpRequest" } });
      if (answer.ok) {
        const rows = new DOMParser().parseFromString(await answer.text(), "text/html");
        place.replaceChildren(...rows.body.children);
      }
    } catch {
      // The network may be back at the next turn.
    }
  }
  setTimeout(refresh, 3000);
}

setTimeout(refresh, 3000);
