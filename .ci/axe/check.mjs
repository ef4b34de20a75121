// Opens HTML files in Chromium and fails on any finding of axe-core.
//
//   node check.mjs FILE.html...
//
// Each file is looked at as a desktop and as a phone shows it. CHROMIUM names
// another browser than Debian's.

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const sizes = [{ width: 1000, height: 1600 }, { width: 400, height: 800 }];
const quiet = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync'];

// findings opens one page and returns a line for each element that axe finds,
// and for each error of the browser, such as a style that the page's own
// policy refuses.
async function findings(browser, axe, file, viewport) {
  // The page's policy stands in the way of axe alone; it is checked by the
  // console messages of the first opening, without axe.
  const lines = [];
  const plain = await browser.newPage({ viewport });
  plain.on('console', (m) => m.type() === 'error' && lines.push(`browser: ${m.text()}`));
  plain.on('request', (r) => r.url().startsWith('file:') || lines.push(`asks for ${r.url()}`));
  await plain.goto(pathToFileURL(file).href);
  const overflow = await plain.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  if (overflow > 0) lines.push(`is ${overflow} pixels wider than the screen`);
  await plain.close();

  const page = await browser.newPage({ viewport, bypassCSP: true });
  await page.goto(pathToFileURL(file).href);
  await page.evaluate(axe);
  const result = await page.evaluate((values) => globalThis.axe.run(document, { runOnly: { type: 'tag', values } }), rules);
  await page.close();
  if (result.passes.length === 0) lines.push('axe checked nothing');
  for (const finding of [...result.violations, ...result.incomplete]) {
    for (const node of finding.nodes) lines.push(`${finding.id}: ${finding.help}: ${node.html}`);
  }
  return lines;
}

async function main(files) {
  if (files.length === 0) throw new Error('usage: node check.mjs FILE.html...');
  const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: quiet });
  let failed = 0;
  try {
    for (const file of files) {
      for (const viewport of sizes) {
        const lines = await findings(browser, axe, path.resolve(file), viewport);
        for (const line of lines) console.error(`${file} at ${viewport.width}: ${line}`);
        failed += lines.length;
      }
    }
  } finally {
    await browser.close();
  }
  console.log(`${files.length} pages, ${failed} findings`);
  return failed === 0 ? 0 : 1;
}

process.exitCode = await main(process.argv.slice(2));
