import { resolve } from 'node:path';
import type { Page } from 'playwright';
import { build } from 'vite';
import type { FootnoteBridge } from '../../src/shared/bridge.ts';
import type { EngineContract } from '../../src/shared/contract/engine.ts';
import type { HostContract } from '../../src/shared/contract/host.ts';
import type { ContractClient } from '../../src/shared/rpc/client.ts';

/** What `page-client.ts` leaves in the page; for functions given to `page.evaluate`. */
export interface TestedPage {
  footnote: FootnoteBridge;
  shellTest: {
    connect(): Promise<void>;
    commands: string[];
    grants: { displayPath: string }[];
    engineStates: string[];
    engine: ContractClient<EngineContract>;
    host: ContractClient<HostContract>;
  };
}

let bundle: Promise<string> | undefined;

/** Puts the typed clients into the page and connects them. */
export async function connectPage(page: Page): Promise<void> {
  await page.evaluate(await (bundle ??= bundleClient()));
  await page.evaluate(() => (window as unknown as TestedPage).shellTest.connect());
}

async function bundleClient(): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'warn',
    build: {
      write: false,
      minify: false,
      lib: { entry: resolve(import.meta.dirname, 'page-client.ts'), formats: ['iife'], name: 'pageClient' },
    },
  });
  const [output] = Array.isArray(result) ? result : [result];
  if (!output || !('output' in output)) throw new Error('the page client could not be bundled');
  return output.output[0].code;
}
