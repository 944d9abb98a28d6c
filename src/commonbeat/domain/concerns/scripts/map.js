// A map of the agency's own areas as a drawing, with a pin that a finger, a mouse or the arrow keys put.
const SVG = "http://www.w3.org/2000/svg";
const WIDE = 1000;
const NEAR = 1.4; // with more of the drawing than this in a pixel, names of landmarks would lie over each other
const STEP = 6, LEAP = 40; // how far an arrow key moves the pin, of 1000 across what is shown

function made(name, facts, words) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(facts)) element.setAttribute(key, value);
  if (words) element.textContent = words;
  return element;
}

const ringsOf = ({ type, coordinates }) => (type === "Polygon" ? coordinates : coordinates.flat());

function isInside(rings, [x, y]) {
  let inside = false;
  for (const ring of rings) {
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      const [[xi, yi], [xj, yj]] = [ring[i], ring[j]];
      if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) inside = !inside;
    }
  }
  return inside;
}

export function drawMap(container, ground, told) {
  const areas = ground.features.filter((one) => one.properties.kind === "area");
  const landmarks = ground.features.filter((one) => one.properties.kind === "landmark");
  const points = areas.flatMap((one) => ringsOf(one.geometry).flat());
  if (points.length === 0) throw new Error("no areas");
  const [west, east] = [Math.min(...points.map((p) => p[0])), Math.max(...points.map((p) => p[0]))];
  const [south, north] = [Math.min(...points.map((p) => p[1])), Math.max(...points.map((p) => p[1]))];
  const shrink = Math.cos(((south + north) / 2 / 180) * Math.PI);
  const scale = WIDE / ((east - west) * shrink);
  const high = (north - south) * scale;
  const across = ([lon, lat]) => [(lon - west) * shrink * scale, (north - lat) * scale];
  const back = ([x, y]) => [x / scale / shrink + west, north - y / scale];

  const words = container.dataset;
  const svg = made("svg", { class: "ground", tabindex: 0, role: "application", "aria-label": words.label });
  const drawn = areas.map((one) => {
    const rings = ringsOf(one.geometry).map((ring) => ring.map(across));
    const path = rings.map((ring) => `M${ring.map((p) => p.map((n) => n.toFixed(1)).join(" ")).join("L")}Z`).join("");
    svg.append(made("path", { d: path, class: "ground__area" }));
    const box = rings.flat();
    const middle = [0, 1].map((k) => (Math.min(...box.map((p) => p[k])) + Math.max(...box.map((p) => p[k]))) / 2);
    return { name: one.properties.name, rings, middle };
  });
  for (const { name, middle: [x, y] } of drawn) svg.append(made("text", { x, y, class: "ground__name" }, name));
  for (const one of landmarks) {
    const [x, y] = across(one.geometry.coordinates);
    svg.append(made("circle", { cx: x, cy: y, r: 6, class: "ground__mark" }), made("text", { x, y, dx: "0.6em", dy: "0.35em", class: "ground__landmark" }, one.properties.name));
  }
  const pin = made("path", { class: "ground__pin", d: "M0 0c-14-26-24-36-24-52a24 24 0 1 1 48 0c0 16-10 26-24 52z", visibility: "hidden" });
  svg.append(pin);

  let view = { x: -20, y: -20, wide: WIDE + 40, high: high + 40 };
  let at = null;
  const look = () => {
    svg.setAttribute("viewBox", `${view.x} ${view.y} ${view.wide} ${view.high}`);
    const unit = view.wide / (svg.clientWidth || WIDE); // how much of the drawing one pixel of the page is
    svg.style.setProperty("--unit", unit);
    svg.classList.toggle("is-near", unit < NEAR);
    if (at) pin.setAttribute("transform", `translate(${at[0]} ${at[1]}) scale(${unit * 0.55})`);
  };
  const place = (spot) => {
    at = spot;
    pin.setAttribute("visibility", spot ? "visible" : "hidden");
    takeAway.hidden = !spot;
    look();
    if (!spot) { told(null, null, null); return; }
    const area = drawn.find((one) => isInside(one.rings, spot));
    told(...back(spot), area?.name ?? null);
  };
  const zoom = (factor) => {
    const wide = Math.min(WIDE + 40, Math.max(60, view.wide * factor));
    const grown = wide / view.wide;
    const [x, y] = at ?? [view.x + view.wide / 2, view.y + view.high / 2];
    view = { wide, high: view.high * grown, x: x - (x - view.x) * grown, y: y - (y - view.y) * grown };
    look();
  };

  let held = null, moved = false;
  svg.addEventListener("pointerdown", (event) => { held = [event.clientX, event.clientY, { ...view }]; moved = false; });
  svg.addEventListener("pointermove", (event) => {
    if (!held || event.buttons === 0) return;
    const size = svg.getBoundingClientRect();
    const [dx, dy] = [event.clientX - held[0], event.clientY - held[1]];
    moved ||= Math.hypot(dx, dy) > 6;
    if (!moved || view.wide > WIDE) return;
    view = { ...view, x: held[2].x - (dx / size.width) * view.wide, y: held[2].y - (dy / size.height) * view.high };
    look();
  });
  svg.addEventListener("pointerup", (event) => {
    if (held && !moved) {
      const spot = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
      place([spot.x, spot.y]);
    }
    held = null;
  });
  svg.addEventListener("keydown", (event) => {
    const step = (event.shiftKey ? LEAP : STEP) * (view.wide / WIDE);
    const ways = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] };
    if (event.key === "+" || event.key === "-") zoom(event.key === "+" ? 0.6 : 1 / 0.6);
    const way = ways[event.key];
    if (!way) return;
    event.preventDefault();
    const [x, y] = at ?? [view.x + view.wide / 2, view.y + view.high / 2];
    place(at ? [x + way[0], y + way[1]] : [x, y]);
  });

  const button = (label, act) => {
    const one = document.createElement("button");
    one.type = "button";
    one.className = "usa-button usa-button--outline";
    one.textContent = label;
    one.addEventListener("click", act);
    return one;
  };
  const help = document.createElement("p");
  help.className = "usa-hint";
  help.textContent = words.help;
  const takeAway = button(words.takeAway, () => place(null));
  takeAway.hidden = true;
  const row = document.createElement("div");
  row.className = "ground__buttons";
  row.append(button(words.in, () => zoom(0.6)), button(words.out, () => zoom(1 / 0.6)), takeAway);
  container.replaceChildren(help, svg, row);
  look();
  const put = (lon, lat) => {
    place(across([lon, lat]));
    if (drawn.some((one) => isInside(one.rings, at))) zoom(0.5);
  };
  return { put };
}
