// Where it is: suggestions while someone types, the phone's own place, and the map when it is asked for.
export function watchPlace(pin) {
  if (!pin) return;
  const typed = document.getElementById("id_place");
  const longitude = document.getElementById("id_longitude");
  const latitude = document.getElementById("id_latitude");
  const state = pin.querySelector("[data-state]");
  pin.hidden = false;

  const put = (east, north) => {
    longitude.value = east === null ? "" : east.toFixed(6);
    latitude.value = north === null ? "" : north.toFixed(6);
  };

  const list = document.getElementById("suggestions");
  let asked = 0;
  const suggest = async () => {
    const turn = (asked += 1);
    const answer = await fetch(`${list.dataset.source}?q=${encodeURIComponent(typed.value)}`).catch(() => null);
    if (!answer?.ok || turn !== asked) return;
    const { places } = await answer.json();
    list.replaceChildren(...places.map((place) => {
      const item = document.createElement("li");
      const button = document.createElement("button");
      button.type = "button";
      const name = document.createElement("bdi");
      name.textContent = place.name;
      button.append(name);
      button.addEventListener("click", () => {
        typed.value = place.name;
        put(place.longitude, place.latitude);
        list.hidden = true;
        typed.focus();
      });
      item.append(button);
      return item;
    }));
    list.setAttribute("aria-label", list.dataset.words);
    list.hidden = places.length === 0;
  };
  let waiting;
  typed.addEventListener("input", () => {
    put(null, null); // what is typed now is another place than the pin's, or than those to pick from
    document.querySelector("[data-picks]")?.remove();
    clearTimeout(waiting);
    if (typed.value.trim().length < 2) { list.hidden = true; return; }
    waiting = setTimeout(suggest, 250);
  });

  let map;
  const container = document.getElementById("map");
  const show = pin.querySelector("[data-show-map]");
  const open = async () => {
    if (map) return map;
    try {
      const [module, answer] = await Promise.all([import(pin.dataset.script), fetch(pin.dataset.areas)]);
      container.hidden = false;
      show.setAttribute("aria-expanded", "true");
      show.hidden = true;
      map = module.drawMap(container, await answer.json(), (east, north, area) => {
        put(east, north);
        if (east === null) state.textContent = "";
        else state.textContent = area ? pin.dataset.inside.replace("%s", area) : pin.dataset.outside;
      });
      if (longitude.value) map.put(Number(longitude.value), Number(latitude.value));
    } catch {
      state.textContent = pin.dataset.broken;
    }
    return map;
  };
  show.addEventListener("click", open);

  const here = pin.querySelector("[data-here]");
  here.hidden = !navigator.geolocation;
  here.addEventListener("click", () => {
    state.textContent = pin.dataset.searching;
    navigator.geolocation.getCurrentPosition(async ({ coords }) => {
      put(coords.longitude, coords.latitude);
      (await open())?.put(coords.longitude, coords.latitude);
    }, () => { state.textContent = pin.dataset.denied; }, { enableHighAccuracy: true, timeout: 15_000 });
  });
}
