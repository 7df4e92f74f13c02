// Loaded into a process by NODE_OPTIONS=--import: at its end it writes into the file that BENCH_USAGE names what the process used, as JSON:
// `cpu` in microseconds, user and system, all threads; `memory` in megabytes, resident, at its peak.
import { readFileSync, writeFileSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';

if (isMainThread) {
  process.on('exit', () => {
    const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
    const usage = { cpu: userCPUTime + systemCPUTime, memory: (peakOfImage() ?? maxRSS) / 1024 };
    writeFileSync(process.env.BENCH_USAGE, JSON.stringify(usage));
  });
}

/** Linux hands `maxRSS` down: a small child of a large parent would seem large itself. Kilobytes. */
function peakOfImage() {
  try {
    const found = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'));
    return found ? Number(found[1]) : undefined;
  } catch {
    return undefined;
  }
}
