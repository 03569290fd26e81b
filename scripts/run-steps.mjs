/** Runs named steps one after the other or two at a time, shows the output of what fails, and says how long each took. */
import { spawn } from 'node:child_process';

/**
 * @typedef {{ name: string, command: string, args: string[], live?: boolean }} Step
 * @param {Step[]} steps
 * @param {{ atOnce?: number }} [options]
 * @returns {Promise<boolean>} whether every step ended well
 */
export async function runSteps(steps, { atOnce = 1 } = {}) {
  const waiting = [...steps];
  let well = true;
  const worker = async () => {
    for (let step = waiting.shift(); step; step = waiting.shift()) {
      const startedAt = performance.now();
      const { code, output } = await run(step);
      const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
      console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${step.name} (${seconds} s)`);
      if (code !== 0) {
        well = false;
        if (output) console.log(output);
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return well;
}

/** @param {Step} step */
function run(step) {
  return new Promise((resolve) => {
    const plain = step.live ? {} : { NO_COLOR: '1', FORCE_COLOR: undefined };
    const child = spawn(step.command, step.args, {
      env: { ...process.env, ...plain },
      stdio: step.live ? 'inherit' : ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32',
    });
    let output = '';
    child.stdout?.on('data', (data) => (output += data));
    child.stderr?.on('data', (data) => (output += data));
    child.on('error', (error) => resolve({ code: 1, output: String(error) }));
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}
