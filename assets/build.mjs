// Builds the pages' style sheet and scripts into the Python package, with their licences.
// A name carries the digest of its content, so that a browser may keep it for ever.
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, extname, join } from "node:path";

import { build } from "esbuild";
import { compile } from "sass";

const OUT = join(import.meta.dirname, "../src/openpias/pages/static/openpias");
const SLIP_FONTS = join(import.meta.dirname, "../src/openpias/core/slips/fonts");
const MODULES = join(import.meta.dirname, "node_modules");
const SUBSETS = ["latin", "latin-ext", "cyrillic", "cyrillic-ext"];
const WEIGHTS = [400, 700];
// Two packages are published without the text of their licence: theirs stands in licences/.
const LICENCES = {
  "accessible-autocomplete": "node_modules/accessible-autocomplete/LICENSE.txt",
  "govuk-frontend": "licences/govuk-frontend.txt",
  "moj-frontend": "licences/moj-frontend.txt",
  "noto-sans": "node_modules/@fontsource/noto-sans/LICENSE",
  "zxing-wasm": "node_modules/zxing-wasm/LICENSE",
};
const manifest = {};

function put(name, content) {
  const digest = createHash("sha256").update(content).digest("hex").slice(0, 12);
  const extension = extname(name);
  const file = `${basename(name, extension)}.${digest}${extension}`;
  writeFileSync(join(OUT, file), content);
  manifest[name] = file;
  return file;
}

// Typst reads whole fonts, not the parts that a browser loads.
function putSlipFonts() {
  for (const family of ["noto-sans", "noto-sans-armenian", "noto-sans-georgian", "noto-sans-arabic"]) {
    const name = family.split("-").map((part) => part[0].toUpperCase() + part.slice(1)).join("");
    for (const style of ["400Regular", "700Bold"]) {
      const file = `${name}_${style}.ttf`;
      const path = join(MODULES, "@expo-google-fonts", family, style, file);
      writeFileSync(join(SLIP_FONTS, file), readFileSync(path));
    }
  }
}

function putFonts() {
  for (const weight of WEIGHTS) {
    for (const subset of SUBSETS) {
      const name = `noto-sans-${subset}-${weight}-normal.woff2`;
      put(name, readFileSync(join(MODULES, "@fontsource/noto-sans/files", name)));
    }
  }
}

function fontFaces() {
  const wanted = new RegExp(`/\\* (noto-sans-(${SUBSETS.join("|")})-\\d+-normal) \\*/\\s*(@font-face \\{[^}]*\\})`, "g");
  return WEIGHTS.map((weight) => {
    const sheet = readFileSync(join(MODULES, `@fontsource/noto-sans/${weight}.css`), "utf8");
    return [...sheet.matchAll(wanted)]
      .map(([, name, , face]) => face.replace(/src:[^;]*;/, `src: url(${manifest[`${name}.woff2`]}) format("woff2");`))
      .join("\n");
  }).join("\n");
}

function styles(name) {
  const path = join(import.meta.dirname, "src/styles", name);
  const options = { loadPaths: [MODULES, import.meta.dirname], quietDeps: true };
  return compile(path, { ...options, style: "compressed", charset: false }).css;
}

function putStyles() {
  const sheets = [fontFaces(), styles("calendar.scss"), styles("openpias.scss")];
  put("openpias.css", `${sheets.join("\n")}\n`);
}

async function putScript(name, format) {
  const result = await build({
    entryPoints: [join(import.meta.dirname, "src/scripts", name)],
    bundle: true,
    minify: true,
    format,
    target: "es2022",
    legalComments: "none",
    // Libraries name public hosts; nothing of ours is ever fetched from one.
    plugins: [sameOrigin],
    write: false,
  });
  put(name, result.outputFiles[0].contents);
}

const sameOrigin = {
  name: "same-origin",
  setup(bundle) {
    bundle.onLoad({ filter: /(zxing-wasm|accessible-autocomplete)\/dist\/.*\.js$/ }, ({ path }) => ({
      contents: readFileSync(path, "utf8").replace(/https:\/\/(?:[\w.]+\/npm|github\.com)\//g, "./"),
      loader: "js",
    }));
  },
};

rmSync(OUT, { recursive: true, force: true });
mkdirSync(join(OUT, "LICENSES"), { recursive: true });
put("favicon.svg", readFileSync(join(import.meta.dirname, "src/favicon.svg")));
putFonts();
putSlipFonts();
putStyles();
await putScript("enabled.js", "iife");
await putScript("openpias.js", "esm");
await putScript("scanner.js", "esm");
put("zxing_reader.wasm", readFileSync(join(MODULES, "zxing-wasm/dist/reader/zxing_reader.wasm")));
for (const [name, path] of Object.entries(LICENCES)) {
  writeFileSync(join(OUT, "LICENSES", `${name}.txt`), readFileSync(join(import.meta.dirname, path)));
}
writeFileSync(join(OUT, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
console.log(`${readdirSync(OUT).length} files in ${OUT}`);
