// Lets a reader put an urgent announcement away. What was put away is remembered in this browser alone, and shows
// again when the announcement is changed.

const KEY = "announcements-put-away";
const MOST = 50;
const list = document.querySelector("[data-banners]");

function remembered() {
  try {
    const keys = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(keys) ? keys : [];
  } catch {
    return [];
  }
}

function remember(key) {
  try {
    localStorage.setItem(KEY, JSON.stringify([...remembered(), key].slice(-MOST)));
  } catch { /* storage may be closed to us: put away for this page only */ }
}

function putAway(banner) {
  banner.remove();
  if (!list.querySelector("[data-banner]")) list.remove();
}

const away = new Set(remembered());
for (const banner of list?.querySelectorAll("[data-banner]") ?? []) {
  const key = banner.dataset.banner;
  if (away.has(key)) {
    putAway(banner);
    continue;
  }
  const button = banner.querySelector("button");
  button.hidden = false;
  button.addEventListener("click", () => {
    remember(key);
    putAway(banner);
    document.getElementById("main").focus({ preventScroll: true });
  });
}
