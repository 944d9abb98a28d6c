// Small improvements on pages that work without them.

// A button that copies a text: <button data-copy="#id-of-the-text" data-copied="Copied" hidden>.
for (const button of document.querySelectorAll("button[data-copy]")) {
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const source = document.querySelector(button.dataset.copy);
    await navigator.clipboard.writeText((source.value ?? source.textContent).trim());
    button.textContent = button.dataset.copied;
  });
}

// A button that prints the page, shown only where it can.
for (const button of document.querySelectorAll("button[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// A list of choices that sends its form when one is picked; without a script its button does.
for (const select of document.querySelectorAll("select[data-send]")) {
  select.addEventListener("change", () => select.form.requestSubmit());
}

// A list of ready texts that puts the chosen one before what was typed: <select data-fills="#id">, options with data-text.
for (const select of document.querySelectorAll("select[data-fills]")) {
  const text = document.querySelector(select.dataset.fills);
  const button = select.form.querySelector("button[data-needless]");
  if (!text) continue;
  if (button) button.hidden = true;
  select.addEventListener("change", () => {
    const chosen = select.selectedOptions[0].dataset.text;
    if (chosen) text.value = [chosen, text.value.trim()].filter(Boolean).join("\n\n");
  });
}

// Passkeys are offered only where the browser knows them.
if (window.PublicKeyCredential) document.getElementById("passkey_login")?.removeAttribute("hidden");

// A menu takes a line of a small screen until it is asked for; where there is room, its summary is not shown.
const menus = [...document.querySelectorAll("details.menu")];
const hasRoom = (menu) => menu.firstElementChild.getClientRects().length === 0;
for (const menu of menus) menu.open = hasRoom(menu);
window.addEventListener("resize", () => menus.filter(hasRoom).forEach((menu) => (menu.open = true)));

// Errors are read first: the summary takes the focus when a form comes back with them.
document.getElementById("error-summary")?.focus();
