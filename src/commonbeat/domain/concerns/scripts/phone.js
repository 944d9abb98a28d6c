// Keeps reports on the phone until there is a signal, and sends one when its writer presses Send.
import { del, entries, get, set } from "idb-keyval";

const kept = document.getElementById("drafts");
const form = document.getElementById("draft-form");
const list = kept.querySelector("[data-list]");
const status = kept.querySelector("[data-status]");
const words = kept.dataset;

function newToken() {
  const bytes = crypto.getRandomValues(new Uint8Array(24));
  return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_");
}

function button(label, isQuiet, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = isQuiet ? "usa-button usa-button--outline" : "usa-button";
  made.textContent = label;
  made.addEventListener("click", act);
  return made;
}

function row(token, draft) {
  const item = document.createElement("li");
  item.className = "card";
  const said = document.createElement("p");
  said.textContent = draft.words || draft.kind || draft.place;
  const facts = document.createElement("p");
  facts.className = "basis";
  const photos = draft.photos.length ? ` · ${words.wordsPhotos.replace("%s", draft.photos.length)}` : "";
  facts.textContent = `${new Date(draft.at).toLocaleString(document.documentElement.lang)}${photos}`;
  const state = document.createElement("p");
  const tag = document.createElement("strong");
  tag.textContent = words.wordsKept;
  state.append(tag);
  const actions = document.createElement("div");
  actions.className = "actions";
  actions.append(
    button(words.wordsSend, false, () => send(token)),
    button(words.wordsRemove, true, async () => { await del(token); await show(); }),
  );
  item.append(said, facts, state, actions);
  return item;
}

async function show() {
  const drafts = await entries();
  drafts.sort((a, b) => b[1].at - a[1].at);
  list.replaceChildren(...drafts.map(([token, draft]) => row(token, draft)));
  kept.hidden = drafts.length === 0 && !status.textContent;
}

// The secret of a form comes with a page; the one kept on the phone may be too old.
async function formSecret() {
  const answer = await fetch(words.start, { cache: "no-store" });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  return page.querySelector("input[name=csrfmiddlewaretoken]").value;
}

async function send(token) {
  const draft = await get(token);
  status.textContent = words.wordsSending;
  try {
    const sent = new FormData();
    sent.set("csrfmiddlewaretoken", await formSecret());
    sent.set("token", token);
    for (const name of ["words", "category", "place"]) sent.set(name, draft[name]);
    if (draft.safe) sent.set("safe", "on");
    for (const photo of draft.photos) sent.append("photos", photo, photo.name);
    const answer = await fetch(words.send, { method: "POST", body: sent, headers: { Accept: "application/json" } });
    const told = await answer.json().catch(() => null);
    if (told?.danger) {
      await set(token, { ...draft, safe: true });
      status.textContent = words.wordsDanger;
      return;
    }
    if (told?.faults) { status.textContent = told.faults.join(" "); return; }
    if (!answer.ok || !told) throw new Error("not taken");
    await del(token);
    location.assign(told.address);
  } catch {
    status.textContent = words.wordsOffline;
  }
}

form.hidden = false;
form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const typed = new FormData(form);
  const most = Number(form.elements.photos.dataset.most);
  const photos = typed.getAll("photos").filter((file) => file.size > 0).slice(0, most);
  const choice = form.elements.category;
  const draft = {
    words: typed.get("words").trim(), category: typed.get("category"), place: typed.get("place").trim(),
    kind: choice.value ? choice.selectedOptions[0].textContent : "", photos, at: Date.now(), safe: false,
  };
  if (!draft.words && !draft.category) { form.elements.words.focus(); return; }
  try {
    await set(newToken(), draft);
  } catch {
    kept.hidden = false;
    status.textContent = words.wordsFull;
    return;
  }
  form.reset();
  status.textContent = words.wordsKept;
  await show();
  kept.scrollIntoView();
});

show();
