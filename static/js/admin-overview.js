// While documents are being read, their rows are asked for again.

const place = document.querySelector("[data-overview]");

async function refresh() {
  if (!place.querySelector("[data-underway]")) return;
  if (!document.hidden) {
    const answer = await fetch(location.href, { headers: { "X-Requested-With": "XMLHttpRequest" } });
    if (answer.ok) {
      const rows = new DOMParser().parseFromString(await answer.text(), "text/html");
      place.replaceChildren(...rows.body.children);
    }
  }
  setTimeout(refresh, 3000);
}

setTimeout(refresh, 3000);
