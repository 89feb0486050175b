"use strict";
// Keeps an open page up to date: after an event, it is fetched again, and the regions that have
// changed are swapped. Without this script, the page works the same after a reload.

const search = document.querySelector("#search");
const state = document.querySelector("#live");
const served = new Map(); // the HTML of each region as the server sent it
let source = null;
let isFetching = false;
let isStale = false;

for (const region of document.querySelectorAll("[data-live]")) {
  served.set(region.id, region.innerHTML);
}

async function refresh() {
  isStale = true;
  if (isFetching) return;
  isFetching = true;
  try {
    while (isStale) {
      isStale = false;
      const url = location.href;
      const response = await fetch(url);
      const text = await response.text();
      if (url !== location.href) isStale = true;
      else show(new DOMParser().parseFromString(text, "text/html"));
    }
  } catch {
    // The server is away: the stream connects again, and asks for a new page then.
  } finally {
    isFetching = false;
  }
}

function show(page) {
  document.title = page.title;
  for (const region of document.querySelectorAll("[data-live]")) {
    const now = page.getElementById(region.id);
    // A page without the region is another one, such as that of a message which is gone.
    if (now && now.innerHTML !== served.get(region.id)) swap(region, now);
  }
}

function swap(region, now) {
  served.set(region.id, now.innerHTML);
  const keys = new Set([...region.querySelectorAll("[data-key]")].map((one) => one.dataset.key));
  const open = [...region.querySelectorAll("details[open][id]")].map((one) => one.id);
  const focused = region.contains(document.activeElement) ? document.activeElement.id : "";
  region.replaceChildren(...document.adoptNode(now).childNodes);
  for (const id of open) document.getElementById(id)?.setAttribute("open", "");
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
  const fresh = [...region.querySelectorAll("[data-key]")].filter((one) => !keys.has(one.dataset.key));
  if (fresh.length === 0 || (search && search.value !== search.defaultValue)) return;
  for (const one of fresh) one.classList.add("fresh");
  const subject = fresh[0].querySelector(".subject")?.textContent;
  document.querySelector("#announce").textContent = `New message: ${subject}`;
}

// One stream for each tab that is seen: browsers open only six connections to a host.
function connect() {
  source?.close();
  source = new EventSource("/_sandbox/live");
  source.onopen = () => {
    state.textContent = "live";
    refresh();
  };
  source.onmessage = refresh;
  source.onerror = () => {
    state.textContent = "connecting again …";
  };
}

function follow() {
  if (document.hidden) {
    source?.close();
    source = null;
  } else if (source === null) {
    connect();
  }
}
document.addEventListener("visibilitychange", follow);
window.addEventListener("pagehide", () => source?.close());
follow();

// Search while typing.
let timer = 0;
search?.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(() => {
    const url = new URL(location.href);
    url.searchParams.delete("page");
    if (search.value.trim()) url.searchParams.set("q", search.value.trim());
    else url.searchParams.delete("q");
    history.replaceState(null, "", url);
    refresh();
  }, 150);
});

// Keys: / for the search, j and k or arrows for the next and the previous message.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const isTyping = event.target.matches("input, select, textarea");
  if (event.key === "/" && !isTyping && search) {
    event.preventDefault();
    search.focus();
    search.select();
    return;
  }
  const step = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }[event.key];
  const isArrow = event.key.startsWith("Arrow");
  if (!step || (isTyping && !(isArrow && event.target === search))) return;
  const links = [...document.querySelectorAll(".messages a")];
  const position = links.indexOf(document.activeElement);
  // Arrows scroll a page, unless a message or the search has the focus.
  if (links.length === 0 || (isArrow && position < 0 && event.target !== search)) return;
  event.preventDefault();
  links[Math.min(Math.max(position + step, 0), links.length - 1)].focus();
});
