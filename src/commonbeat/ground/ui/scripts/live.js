// Pages that refresh a part of themselves load this: {% block head %}{% live_script %}{% endblock %}.
import htmx from "htmx.org";

window.htmx = htmx;
// The content security policy allows neither inline styles nor evaluated code.
htmx.config.includeIndicatorStyles = false;
htmx.config.allowEval = false;
htmx.config.historyCacheSize = 0;
// A refusal comes as a fragment to be shown, not to be swallowed.
htmx.config.responseHandling = [
  { code: "204", swap: false },
  { code: "[23]..", swap: true },
  { code: "[45]..", swap: true, error: true },
];
// A form's own token goes along with every request a fragment makes.
document.addEventListener("htmx:configRequest", (event) => {
  const token = document.querySelector("input[name=csrfmiddlewaretoken]");
  if (token) event.detail.headers["X-CSRFToken"] = token.value;
});
// A part that refreshes by itself waits while someone types in it: <div hx-trigger="every 2s" data-wait-while-typing>.
const isTypedIn = (part) => {
  const focused = document.activeElement;
  return "waitWhileTyping" in part.dataset && part.contains(focused) && focused.matches("input, select, textarea");
};
document.addEventListener("htmx:beforeRequest", (event) => {
  if (isTypedIn(event.detail.elt)) event.preventDefault();
});
// An answer that was on its way when the typing began would wipe out the words.
document.addEventListener("htmx:beforeSwap", (event) => {
  if (isTypedIn(event.detail.requestConfig.elt)) event.detail.shouldSwap = false;
});
