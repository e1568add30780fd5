// Preloaded into the command: at the call that FAULT names, such as "renameSync 2 kill", kills the process, or lets the call fail.
const fs = require('node:fs');

const [name, at, fault] = process.env.FAULT.split(' ');
const call = fs[name];
let count = 0;
fs[name] = (...args) => {
  if (++count === Number(at)) {
    if (fault === 'kill') {
      process.kill(process.pid, 'SIGKILL');
    }
    throw Object.assign(new Error(`${fault}: ${name} ${args.join(' ')}`), { code: fault });
  }
  return call(...args);
};
