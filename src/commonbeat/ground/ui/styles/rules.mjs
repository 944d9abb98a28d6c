// PostCSS passes over the compiled styles.

/** Drop every selector that names a class no template, module or script of the house mentions. */
export const onlyUsed = (words) => ({
  postcssPlugin: "only-used",
  Rule(rule) {
    const used = rule.selectors.filter((selector) =>
      [...selector.matchAll(/\.((?:\\.|[\w-])+)/g)].every(([, name]) => words.has(name.replaceAll("\\", ""))),
    );
    if (used.length === 0) rule.remove();
    else if (used.length < rule.selectors.length) rule.selectors = used;
  },
});

// The theme's own blues stand for the accent, which each agency's stylesheet sets at run time.
const ACCENTS = { "#005ea2": "var(--accent)", "#1a4480": "var(--accent-dark)", "#162e51": "var(--accent-dark)" };

/** Let one accent colour, chosen by the agency, stand where the theme has its blues. */
export const oneAccent = {
  postcssPlugin: "one-accent",
  Declaration(declaration) {
    if (declaration.prop.startsWith("--")) return;
    const coloured = declaration.value.replace(/#[0-9a-f]{6}\b/gi, (hex) => ACCENTS[hex.toLowerCase()] ?? hex);
    if (coloured !== declaration.value) declaration.value = coloured;
  },
};

const SIDES = { left: "inline-start", right: "inline-end" };

function logicalName(name) {
  const space = /^(margin|padding)-(left|right)$/.exec(name);
  if (space) return `${space[1]}-${SIDES[space[2]]}`;
  const border = /^border-(left|right)(-(?:width|style|color))?$/.exec(name);
  if (border) return `border-${SIDES[border[1]]}${border[2] ?? ""}`;
  const corner = /^border-(top|bottom)-(left|right)-radius$/.exec(name);
  if (corner) return `border-${corner[1] === "top" ? "start" : "end"}-${corner[2] === "left" ? "start" : "end"}-radius`;
  return name in SIDES ? `inset-${SIDES[name]}` : name;
}

function logicalValue(name, value) {
  if (name === "text-align") return { left: "start", right: "end" }[value] ?? value;
  return name === "float" || name === "clear" ? (SIDES[value] ?? value) : value;
}

/** Turn left and right into start and end, so that Arabic pages mirror themselves. */
export const eitherDirection = {
  postcssPlugin: "either-direction",
  Declaration(declaration) {
    const name = logicalName(declaration.prop);
    const value = logicalValue(name, declaration.value);
    if (name !== declaration.prop) declaration.prop = name;
    if (value !== declaration.value) declaration.value = value;
  },
};
