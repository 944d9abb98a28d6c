// Improvements on the pages of a report, all of which work without them.
import { del, get, keys } from "idb-keyval";
import { watchPlace } from "./place.js";

// Keeps the first page and what it needs on the phone, for when there is no signal.
const self = document.getElementById("report-script");
if ("serviceWorker" in navigator) {
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

// Without a signal a page stays as it is, with every word in it, and says so beside its button.
function sayNoSignal(form) {
  const said = form.querySelector("[data-no-signal]") ?? document.createElement("p");
  said.dataset.noSignal = "";
  said.setAttribute("role", "status");
  form.append(said);
  said.textContent = self.dataset.noSignal;
  window.addEventListener("online", () => said.remove(), { once: true });
}

// A button pressed twice sends once.
for (const form of document.querySelectorAll("form[method=post]")) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) { event.preventDefault(); return; }
    if (!navigator.onLine) { event.preventDefault(); sayNoSignal(form); return; }
    form.dataset.sent = "yes";
  });
}
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});

// What was written on this phone goes from it once it is sent, or when its writer wants it forgotten.
const draft = self.dataset.draft;
const forget = document.querySelector("form[data-forget]");
forget?.addEventListener("submit", async (event) => {
  if (event.defaultPrevented) return;
  event.preventDefault();
  await del(draft).catch(() => {});
  forget.submit();
});
const last = document.querySelector("form[data-send]");
last?.addEventListener("submit", async (event) => {
  if (event.defaultPrevented) return;
  event.preventDefault();
  if (!(await get(draft).catch(() => null))) { last.submit(); return; }
  try {
    const answer = await fetch(last.action, { method: "POST", body: new FormData(last) });
    if (!answer.redirected) { last.submit(); return; }
    if (!new URL(answer.url).pathname.startsWith(self.dataset.scope)) await del(draft);
    location.assign(answer.url);
  } catch {
    delete last.dataset.sent;
    sayNoSignal(last);
  }
});

watchPlace(document.querySelector("[data-pin]"));
