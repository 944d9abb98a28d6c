// Keeps reports on the phone until there is a signal, and sends one when its writer presses Send.
import { clear, del, entries, get, set } from "idb-keyval";

const kept = document.getElementById("drafts");
const form = document.getElementById("draft-form");
const list = kept.querySelector("[data-list]");
const status = kept.querySelector("[data-status]");
const forget = kept.querySelector("[data-forget-all]");
const words = kept.dataset;
const most = Number(form.elements.words.dataset.counter);

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
  said.dir = "auto";
  said.textContent = draft.words || draft.kind || draft.place;
  const facts = document.createElement("p");
  facts.className = "basis";
  const photos = draft.photos.length ? ` · ${words.wordsPhotos.replace("%s", draft.photos.length)}` : "";
  facts.textContent = `${new Date(draft.at).toLocaleString(document.documentElement.lang)}${photos}`;
  const state = document.createElement("p");
  const tag = document.createElement("strong");
  tag.textContent = draft.isBegun ? words.wordsBegun : words.wordsKept;
  state.append(tag);
  const actions = document.createElement("div");
  actions.className = "actions";
  actions.append(
    button(draft.isBegun ? words.wordsGoOn : words.wordsSend, false, () => send(token)),
    button(words.wordsRemove, true, async () => { await del(token); await show(); }),
  );
  item.append(said, facts, state, actions);
  return item;
}

// Other people may hold this phone: what nobody sent in a week is not kept for them.
const LIVES = 7 * 24 * 60 * 60 * 1000;

async function forgetOld() {
  for (const [token, draft] of await entries()) {
    if (Date.now() - draft.at > LIVES) await del(token);
  }
}

async function show() {
  await forgetOld();
  const drafts = await entries();
  drafts.sort((a, b) => b[1].at - a[1].at);
  list.replaceChildren(...drafts.map(([token, draft]) => row(token, draft)));
  forget.hidden = drafts.length === 0;
  kept.hidden = drafts.length === 0 && !status.textContent;
}

function say(text) {
  status.textContent = text;
  kept.hidden = false;
}

// The secret of a form comes with a page; the one kept on the phone may be too old.
async function formSecret() {
  const answer = await fetch(words.start, { cache: "no-store" });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  return page.querySelector("input[name=csrfmiddlewaretoken]").value;
}

let isSending = false;
async function send(token) {
  if (isSending) return;
  isSending = true;
  const draft = await get(token);
  say(words.wordsSending);
  try {
    const sent = new FormData();
    sent.set("csrfmiddlewaretoken", await formSecret());
    sent.set("token", token);
    for (const name of ["words", "category", "place"]) sent.set(name, draft[name]);
    if (draft.safe) sent.set("safe", "on");
    for (const photo of draft.photos) sent.append("photos", photo, photo.name);
    const answer = await fetch(words.send, { method: "POST", body: sent, headers: { Accept: "application/json" } });
    await take(token, draft, await answer.json());
  } catch {
    say(words.wordsOffline);
  }
  isSending = false;
}

// It stays on the phone until its last page was sent: the signal may go again on the way there.
async function take(token, draft, told) {
  if (told.danger) {
    await set(token, { ...draft, safe: true });
    say(words.wordsDanger);
  } else if (told.faults) {
    say(told.faults.join(" "));
  } else {
    if (told.is_sent) await del(token);
    else await set(token, { ...draft, isBegun: true });
    location.assign(told.address);
  }
}

form.hidden = false;
form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const typed = new FormData(form);
  const photos = typed.getAll("photos").filter((file) => file.size > 0);
  const choice = form.elements.category;
  const draft = {
    words: typed.get("words").trim(), category: typed.get("category"), place: typed.get("place").trim(),
    kind: choice.value ? choice.selectedOptions[0].textContent : "", photos, at: Date.now(), safe: false, isBegun: false,
  };
  if (!draft.words && !draft.category) { say(words.wordsEmpty); form.elements.words.focus(); return; }
  if ([...draft.words].length > most) { say(words.wordsLong); form.elements.words.focus(); return; }
  if (photos.length > Number(form.elements.photos.dataset.most)) { say(words.wordsTooMany); form.elements.photos.focus(); return; }
  try {
    await set(newToken(), draft);
  } catch {
    say(words.wordsFull);
    return;
  }
  form.reset();
  form.elements.words.dispatchEvent(new Event("input"));
  say(words.wordsKept);
  await show();
  kept.scrollIntoView();
});

forget.addEventListener("click", async () => {
  await clear();
  form.reset();
  say(words.wordsForgotten);
  await show();
});

window.addEventListener("online", async () => {
  if ((await entries()).length > 0) say(words.wordsOnline);
});

show();
