// Suggestions under a search box: arrows walk through them, Enter opens one, Escape puts them away.
// A combobox with a list, after the ARIA authoring practices; without this script the box is a plain form.

const PAUSE = 150;

class Suggestions {
  constructor(input) {
    this.input = input;
    this.list = document.createElement("ul");
    this.list.className = "suggestions";
    this.list.id = `${input.id}-suggestions`;
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", input.dataset.suggestionsLabel || input.labels?.[0]?.textContent || "");
    this.list.hidden = true;
    this.status = document.createElement("p");
    this.status.className = "visually-hidden";
    this.status.setAttribute("role", "status");
    input.after(this.list);
    // A region that speaks is there before it has to, but not for those who never search.
    input.addEventListener("focus", () => this.list.after(this.status), { once: true });
    input.parentElement.classList.add("suggesting");
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-controls", this.list.id);
    input.setAttribute("aria-expanded", "false");
    input.addEventListener("input", () => this.wait());
    input.addEventListener("keydown", (event) => this.press(event));
    input.addEventListener("blur", () => setTimeout(() => this.close(), 150));
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
  }

  wait() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), PAUSE);
  }

  async ask() {
    const text = this.input.value.trim();
    this.pending?.abort();
    if (text.length < 2) return this.close();
    this.pending = new AbortController();
    try {
      const address = `${this.input.dataset.suggestions}?q=${encodeURIComponent(text)}`;
      const answer = await fetch(address, { signal: this.pending.signal });
      if (!answer.ok) return this.close();
      this.show((await answer.json()).suggestions);
    } catch (error) {
      if (error.name !== "AbortError") this.close();
    }
  }

  show(found) {
    this.list.replaceChildren(...found.map((one, place) => this.option(one, place)));
    this.chosen = -1;
    this.input.removeAttribute("aria-activedescendant");
    const isOpen = found.length > 0 && document.activeElement === this.input;
    this.list.hidden = !isOpen;
    this.input.setAttribute("aria-expanded", String(isOpen));
    this.status.textContent = isOpen ? this.input.dataset.suggestionsCount.replace("0", found.length) : "";
  }

  option(one, place) {
    const option = document.createElement("li");
    option.id = `${this.list.id}-${place}`;
    option.className = "suggestions__one";
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    const title = document.createElement("span");
    title.textContent = one.title;
    const kind = document.createElement("span");
    kind.className = "suggestions__kind";
    kind.textContent = one.kind;
    option.append(title, " ", kind);
    option.dataset.url = one.url;
    option.addEventListener("click", () => location.assign(one.url));
    return option;
  }

  press(event) {
    if (event.key === "Escape" && !this.list.hidden) {
      event.preventDefault();
      this.close();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (this.list.hidden) return void (event.key === "ArrowDown" && this.ask());
      event.preventDefault();
      this.choose(this.chosen + (event.key === "ArrowDown" ? 1 : -1));
    } else if (event.key === "Enter" && this.chosen >= 0 && !this.list.hidden) {
      event.preventDefault();
      location.assign(this.list.children[this.chosen].dataset.url);
    }
  }

  choose(place) {
    const options = [...this.list.children];
    // One step beyond either end leads back to what was typed.
    this.chosen = place < -1 ? options.length - 1 : place >= options.length ? -1 : place;
    options.forEach((option, number) => option.setAttribute("aria-selected", String(number === this.chosen)));
    const chosen = options[this.chosen];
    if (chosen) {
      this.input.setAttribute("aria-activedescendant", chosen.id);
      chosen.scrollIntoView({ block: "nearest" });
    } else {
      this.input.removeAttribute("aria-activedescendant");
    }
  }

  close() {
    this.pending?.abort();
    this.list.hidden = true;
    this.chosen = -1;
    this.status.textContent = "";
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }
}

for (const input of document.querySelectorAll("input[data-suggestions]")) new Suggestions(input);
