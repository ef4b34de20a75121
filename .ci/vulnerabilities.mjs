// Tells what govulncheck found (OpenVEX), and fails if a library is concerned.
import { readFileSync } from "node:fs";

const [found, db] = process.argv.slice(2);
const affected = JSON.parse(readFileSync(found, "utf8")).statements?.filter((s) => s.status === "affected") ?? [];
const parts = (s) => s.products.flatMap((p) => p.subcomponents ?? []).map((c) => decodeURIComponent(c["@id"]));
const inUse = (part) => part.match(/@v(\d+\.\d+)\./)?.[1]; // the line of Go, such as 1.26
const patch = (version) => Number(version.split(".")[2] ?? 0);
// mendedIn is the first version of that line which has a hole mended.
const mendedIn = (id, line) => JSON.parse(readFileSync(`${db}/ID/${id}.json`, "utf8")).affected
  .filter((a) => a.package.name === "stdlib").flatMap((a) => a.ranges).flatMap((r) => r.events)
  .map((e) => e.fixed).filter((v) => v?.startsWith(`${line}.`)).map(patch);

let ours = 0;
let newest = 0, line = "";
for (const s of affected) {
  const id = s.vulnerability.name;
  if (parts(s).every((p) => p.startsWith("pkg:golang/stdlib@"))) {
    line = inUse(parts(s)[0]);
    newest = Math.max(newest, ...mendedIn(id, line));
    console.log(`Go's library: ${id}: ${s.vulnerability.description}`);
    continue;
  }
  ours++;
  console.log(`${id}: ${s.vulnerability.description}: ${parts(s).join(", ")}`);
}
if (newest) console.log(`Build releases with Go ${line}.${newest} or later.`);
console.log(`known holes in libraries that the programs use: ${ours}`);
process.exit(ours ? 1 : 0);
