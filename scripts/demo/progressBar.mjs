const WIDTH = 32;

/** A bar on one line of a terminal; on anything else, a line for every quarter. */
export function progressBar(label, total) {
  const tty = process.stdout.isTTY;
  const started = Date.now();
  let done = 0;
  let shown = -1;
  return count => {
    done += count;
    const share = total === 0 ? 1 : done / total;
    const step = Math.floor(share * (tty ? WIDTH : 4));
    if (step === shown) {
      return;
    }
    shown = step;
    const bar = '█'.repeat(Math.round(share * WIDTH)).padEnd(WIDTH, '░');
    const seconds = ((Date.now() - started) / 1000).toFixed(0);
    const line = `  ${label} ${bar} ${done.toLocaleString('en')} of ${total.toLocaleString('en')} rows, ${seconds} s`;
    process.stdout.write(tty ? `\r${line}${share >= 1 ? '\n' : ''}` : `${line}\n`);
  };
}
