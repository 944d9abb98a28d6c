// Improvements on the pages of a report, all of which work without them.
import { keys } from "idb-keyval";
import { watchPlace } from "./place.js";

// Keeps the first page and what it needs on the phone, for when there is no signal.
const self = document.getElementById("report-script");
if (self && "serviceWorker" in navigator) {
  navigator.serviceWorker.register(self.dataset.worker, { scope: self.dataset.scope }).catch(() => {});
}

// Says on the first page that reports wait on this phone.
const note = document.querySelector("[data-offline]");
if (note && window.indexedDB) {
  keys().then((found) => { note.hidden = found.length === 0; }).catch(() => {});
}

// Counts what is left while someone writes, and says it aloud only near the end.
for (const area of document.querySelectorAll("textarea[data-counter]")) {
  const most = Number(area.dataset.counter);
  const shown = document.createElement("p");
  shown.className = "usa-hint counter";
  area.after(shown);
  const count = () => {
    const written = [...area.value].length;
    shown.textContent = `${written.toLocaleString(document.documentElement.lang)} / ${most.toLocaleString(document.documentElement.lang)}`;
    shown.classList.toggle("is-over", written > most);
    shown.setAttribute("aria-live", written > most * 0.9 ? "polite" : "off");
  };
  area.addEventListener("input", count);
  count();
}

// A button pressed twice sends once.
for (const form of document.querySelectorAll("form[method=post]")) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
  });
}
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});

watchPlace(document.querySelector("[data-pin]"));
