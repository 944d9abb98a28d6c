// Compiles the styles and scripts that every page shares, into a folder that git leaves alone.
import { readFile, readdir, rm, mkdir, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import path from "node:path";
import esbuild from "esbuild";
import postcss from "postcss";
import * as sass from "sass";
import subsetFont from "subset-font";
import { onlyUsed, oneAccent, eitherDirection } from "./src/commonbeat/ground/ui/styles/rules.mjs";

const ROOT = path.dirname(fileURLToPath(import.meta.url));
const UI = path.join(ROOT, "src/commonbeat/ground/ui");
const OUT = path.join(UI, "static/ui/built");
const USWDS = path.join(ROOT, "node_modules/@uswds/uswds");
const BROWSERS = ["chrome111", "firefox115", "safari15.4"];
const WEIGHTS = ["Regular", "Bold"];

// Western letters with their accents, and punctuation; other scripts use the reader's own fonts.
function lettersKept() {
  const ranges = [[0x20, 0x7e], [0xa0, 0xff], [0x2010, 0x2027], [0x2030, 0x203a]];
  const letters = ([from, to]) => Array.from({ length: to - from + 1 }, (_, i) => String.fromCodePoint(from + i));
  return ranges.flatMap(letters).join("");
}

async function buildFonts() {
  for (const weight of WEIGHTS) {
    const whole = await readFile(path.join(USWDS, `dist/fonts/public-sans/PublicSans-${weight}.ttf`));
    const subset = await subsetFont(whole, lettersKept(), { targetFormat: "woff2", noLayoutClosure: true });
    await writeFile(path.join(OUT, `public-sans-${weight.toLowerCase()}.woff2`), subset);
  }
}

// Every word in a template, a module or a script that could be the name of a class.
async function wordsOfTheHouse() {
  const words = new Set();
  const files = await readdir(path.join(ROOT, "src/commonbeat"), { recursive: true });
  for (const file of files.filter((name) => /\.(html|py|js)$/.test(name) && !name.includes("built"))) {
    const text = await readFile(path.join(ROOT, "src/commonbeat", file), "utf8");
    for (const word of text.match(/[a-z][\w:-]*/gi) ?? []) words.add(word);
  }
  return words;
}

async function buildStyles() {
  const compiled = sass.compile(path.join(UI, "styles/house.scss"), {
    loadPaths: [path.join(USWDS, "packages")],
    quietDeps: true,
  });
  const arranged = await postcss([onlyUsed(await wordsOfTheHouse()), oneAccent, eitherDirection]).process(compiled.css, { from: undefined });
  await esbuild.build({
    stdin: { contents: arranged.css, loader: "css", resolveDir: path.join(USWDS, "dist") },
    outfile: path.join(OUT, "house.css"),
    bundle: true,
    minify: true,
    target: BROWSERS,
    external: ["*.woff2"],
    loader: { ".svg": "file" },
    assetNames: "icon-[name]",
    logLevel: "warning",
  });
}

async function buildScripts() {
  await esbuild.build({
    entryPoints: [path.join(UI, "scripts/house.js"), path.join(UI, "scripts/live.js")],
    outdir: OUT,
    bundle: true,
    minify: true,
    format: "iife",
    target: BROWSERS,
    logLevel: "warning",
  });
}

// The pages of a report: small improvements, the map once it is asked for, and the drafts kept on a phone.
async function buildReporting() {
  const scripts = path.join(ROOT, "src/commonbeat/domain/concerns/scripts");
  const outdir = path.join(ROOT, "src/commonbeat/domain/concerns/static/concerns/built");
  await rm(outdir, { recursive: true, force: true });
  const shared = { outdir, bundle: true, minify: true, target: BROWSERS, logLevel: "warning" };
  await esbuild.build({ ...shared, entryPoints: ["report.js", "phone.js", "cover.js"].map((name) => path.join(scripts, name)), format: "iife", supported: { "dynamic-import": true } });
  await esbuild.build({ ...shared, entryPoints: [path.join(scripts, "map.js")], format: "esm" });
}

await rm(OUT, { recursive: true, force: true });
await mkdir(OUT, { recursive: true });
await Promise.all([buildFonts(), buildStyles(), buildScripts(), buildReporting()]);
