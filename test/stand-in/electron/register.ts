/*
 * node --import <this> out/main/index.js: `electron` resolves to the stand-in; in a child that the
 * stand-in forked, to the little that a utility process has.
 */
import { registerHooks } from 'node:module';

const isUtility = process.env['STAND_IN_UTILITY'] === '1';
const target = new URL(isUtility ? './utility.ts' : './electron.ts', import.meta.url).href;

registerHooks({
  resolve(specifier, context, next) {
    return specifier === 'electron' || specifier.startsWith('electron/')
      ? { url: target, format: 'module-typescript', shortCircuit: true }
      : next(specifier, context);
  },
});
if (isUtility) await import('./utility.ts');
