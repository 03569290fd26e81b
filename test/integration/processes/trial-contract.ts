import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { base } from '../../../src/shared/contract/base.ts';

/** A contract for processes that exist only to be killed. */
export const trialContract = {
  whoAmI: base.output(z.object({ pid: z.number(), secret: z.string().nullable(), execArgv: z.array(z.string()) })),
  count: base
    .input(z.object({ to: z.number(), text: z.string().default('') }))
    .output(eventIterator(z.object({ n: z.number(), text: z.string() }))),
  /** Processor time that the process has used, in milliseconds. */
  cpuMs: base.output(z.number()),
  hits: base.input(z.object({ count: z.number(), chars: z.number() })).output(z.array(z.object({ id: z.number(), text: z.string() }))),
  never: base.output(z.void()),
  spin: base.output(z.void()),
  granted: base.input(z.object({ grantId: z.string() })).output(z.string()),
  echo: base.input(z.object({ bytes: z.instanceof(Blob) })).output(z.object({ bytes: z.instanceof(Blob) })),
};
