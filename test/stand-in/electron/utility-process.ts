import { type ChildProcess, fork } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { existsSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { type MessagePortMain, type PortFrame, closedAway, fromAway, ownerGone, transferPorts } from './ports.ts';
import { needReady, violation } from './state.ts';

interface UtilityForkOptions {
  env?: NodeJS.ProcessEnv;
  execArgv?: string[];
  cwd?: string;
  stdio?: 'pipe' | 'ignore' | 'inherit';
  serviceName?: string;
}

/** Children that run, for the driver and for `app.getAppMetrics()`. */
export const utilities = new Set<UtilityProcess>();

export class UtilityProcess extends EventEmitter {
  pid: number | undefined;
  readonly stdout: Readable | null;
  readonly stderr: Readable | null;
  readonly options: UtilityForkOptions;
  readonly #child: ChildProcess;

  constructor(file: string, args: readonly string[], options: UtilityForkOptions) {
    super();
    this.options = options;
    if (!existsSync(file)) violation(`utilityProcess.fork: no such file ${file}`);
    const output = options.stdio ?? 'inherit';
    this.#child = fork(file, args, {
      env: { ...(options.env ?? process.env), STAND_IN_UTILITY: '1' },
      cwd: options.cwd,
      serialization: 'advanced',
      stdio: ['ignore', output, output, 'ipc'],
      execArgv: ['--import', new URL('./register.ts', import.meta.url).href, ...(options.execArgv ?? [])],
    });
    this.stdout = this.#child.stdout;
    this.stderr = this.#child.stderr;
    this.#child.on('spawn', () => {
      this.pid = this.#child.pid;
      utilities.add(this);
      this.emit('spawn');
    });
    this.#child.on('error', (error) => violation(`utilityProcess: ${error.message}`));
    this.#child.on('message', (message: PortFrame | { type: 'message'; data: unknown }) => {
      if (message.type === 'port') fromAway(message.port, message.data);
      else if (message.type === 'port-close') closedAway(message.port);
      else this.emit('message', message.data);
    });
    this.#child.on('exit', (code, signal) => {
      this.pid = undefined;
      utilities.delete(this);
      ownerGone(this);
      this.emit('exit', code ?? (signal === 'SIGKILL' ? 9 : 15));
    });
  }

  postMessage(data: unknown, ports?: readonly MessagePortMain[]): void {
    const ids = transferPorts(ports, this, (message) => this.#send(message));
    this.#send({ type: 'message', data, ports: ids });
  }

  kill(): boolean {
    return this.#child.kill();
  }

  #send(message: object): void {
    if (this.#child.connected) this.#child.send(message, () => {});
  }
}

export const utilityProcess = {
  fork(file: string, args: readonly string[] = [], options: UtilityForkOptions = {}): UtilityProcess {
    needReady('utilityProcess.fork');
    return new UtilityProcess(file, args, options);
  },
};

/** No child outlives the stand-in. */
process.on('exit', () => {
  for (const utility of utilities) utility.kill();
});
