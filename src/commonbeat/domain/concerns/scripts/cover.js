// Lets one draw the boxes that cover parts of a photo; the numbers in the form stay what is sent.

const photo = document.querySelector("[data-cover]");
const rows = [...document.querySelectorAll("[data-box-row]")];

if (photo && rows.length) {
  const frame = document.createElement("div");
  frame.className = "cover";
  photo.replaceWith(frame);
  frame.append(photo);
  const drawing = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  drawing.setAttribute("viewBox", "0 0 100 100");
  drawing.setAttribute("preserveAspectRatio", "none");
  drawing.setAttribute("aria-hidden", "true");
  frame.append(drawing);
  document.querySelector("[data-cover-hint]").hidden = false;

  const fields = (row) => Object.fromEntries([...row.querySelectorAll("[data-box]")].map((field) => [field.dataset.box, field]));
  const isEmpty = (row) => !(Number(fields(row).width.value) && Number(fields(row).height.value));

  const redraw = () => {
    drawing.replaceChildren(
      ...rows.filter((row) => !isEmpty(row)).map((row) => {
        const box = document.createElementNS("http://www.w3.org/2000/svg", "rect");
        const { left, top, width, height } = fields(row);
        for (const [name, field] of [["x", left], ["y", top], ["width", width], ["height", height]]) {
          box.setAttribute(name, field.value || "0");
        }
        return box;
      }),
    );
  };

  const at = (event) => {
    const area = photo.getBoundingClientRect();
    const within = (share) => Math.min(100, Math.max(0, share * 100));
    return [within((event.clientX - area.left) / area.width), within((event.clientY - area.top) / area.height)];
  };

  let begun = null;
  let row = null;
  frame.addEventListener("pointerdown", (event) => {
    row = rows.find(isEmpty);
    if (!row) return;
    event.preventDefault();
    frame.setPointerCapture(event.pointerId);
    row.closest("details").open = true;
    begun = at(event);
  });
  frame.addEventListener("pointermove", (event) => {
    if (!begun) return;
    const now = at(event);
    const { left, top, width, height } = fields(row);
    left.value = Math.min(begun[0], now[0]).toFixed(1);
    top.value = Math.min(begun[1], now[1]).toFixed(1);
    width.value = Math.abs(begun[0] - now[0]).toFixed(1);
    height.value = Math.abs(begun[1] - now[1]).toFixed(1);
    redraw();
  });
  const end = () => {
    begun = null;
  };
  frame.addEventListener("pointerup", end);
  frame.addEventListener("pointercancel", end);
  document.addEventListener("input", redraw);
}
