// Preloaded into every process that is measured: tells at its end what it took, and what it measured itself.
const { writeSync } = require('node:fs');

globalThis.measured = {};
process.on('exit', () => {
  const report = { peakMegabytes: process.resourceUsage().maxRSS / 1024, said: globalThis.measured };
  // A process that it started has it too, but not the pipe.
  try {
    writeSync(3, JSON.stringify(report));
  } catch {}
});
