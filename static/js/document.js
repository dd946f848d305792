// Copying the text of one page of a document.

const status = document.querySelector("[data-copy-status]");

if (navigator.clipboard) {
  for (const button of document.querySelectorAll("[data-copy]")) {
    const words = button.textContent;
    button.hidden = !document.getElementById(button.dataset.copy);
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).innerText);
      button.textContent = button.dataset.done;
      status.textContent = button.dataset.done;
      setTimeout(() => { button.textContent = words; }, 2500);
    });
  }
}
