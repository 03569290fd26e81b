import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Answer } from '../../../src/shared/domain/answer.ts';
import { testModelPath } from '../../models/generate.ts';
import { chatModelSaying } from '../../models/model-files.ts';
import { openCommandLine, type CommandLine } from './command-line.ts';

const answer = 'The deposit is three monthly rents [1]. It is paid back within six months [1].';

describe('without a chat model', () => {
  let cli: CommandLine;
  beforeAll(async () => {
    cli = openCommandLine();
    cli.put('lease.md', '# Lease\n\nThe deposit is [three] monthly rents, see *annex* `B_2` and \u001b[2Jnothing else.\n');
    await cli.run('index', cli.folder);
  });
  afterAll(() => cli[Symbol.dispose]());

  test('the best passages are quoted as the document has them, labelled, cited, with a receipt', async () => {
    const { status, stdout, stderr } = await cli.run('ask', 'How high is the deposit?');
    expect(status).toBe(0);
    expect(stderr).toContain('No chat model is chosen (--chat-model FILE.gguf). These are quoted passages.');
    expect(stdout).toMatch(/^> .*The deposit is \[three\] monthly rents.* \[1\]\n\nSources:\n {2}\[1\] lease\.md, line/s);
    expect(stdout).not.toContain('\\');
    expect(stdout).toMatch(/\d s · no model used · 0\.00 EUR · nothing left this machine\n$/);
  });

  test('nothing in a document can steer the terminal', async () => {
    for (const words of [
      ['ask', 'How high is the deposit?'],
      ['search', 'deposit'],
    ]) {
      const { stdout, stderr } = await cli.run(...words);
      expect(stdout).toContain('deposit');
      // oxlint-disable-next-line no-control-regex
      expect(stdout + stderr).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/);
    }
  });

  test('a question that nothing answers says so, and is no failure of the command', async () => {
    const { status, stdout } = await cli.run('ask', 'Zyxwv qqqq?');
    expect(status).toBe(0);
    expect(stdout).toContain('Nothing in this document answers this.');
    expect(stdout).toContain('no model used');
  });

  test('nobody reading the answer on is no failure', async () => {
    const started = cli.start('ask', 'How high is the deposit?');
    started.child.stdout.once('data', () => started.child.stdout.destroy());
    const { signal, stderr } = await started.outcome;
    expect([signal, stderr]).toEqual([null, expect.not.stringContaining('connection')]);
  });

  test('a script gets the whole answer', async () => {
    const told = await cli.json<Answer>(['ask', 'How high', 'is the deposit?']);
    expect(told).toMatchObject({
      question: 'How high is the deposit?',
      kind: 'extractive',
      state: 'done',
      error: null,
      receipt: { model: null, egressBytes: 0, route: { target: 'none' } },
    });
    expect(told.citations[0]).toMatchObject({ passageNumber: 1, place: { kind: 'lines' } });
    expect(told.passages[0]?.text).toContain('The deposit is');
  });

  test('an unknown thread or collection is refused with one sentence, for a script as data', async () => {
    const thread = await cli.run('ask', 'How high?', '--thread', '99');
    expect([thread.status, thread.stdout, thread.stderr]).toEqual([1, '', 'There is no thread 99 in the library. [not-found]\n']);
    const refused = await cli.json<{ error: { code: string; message: string } }>(['ask', 'How high?', '--collection', 'Boats'], 1);
    expect(refused.error).toMatchObject({ code: 'not-found', message: expect.stringContaining('“Boats”') as string });
  });
});

describe('with a chat model', () => {
  let cli: CommandLine;
  let model: string;
  beforeAll(async () => {
    cli = openCommandLine();
    cli.put(
      'lease.md',
      `# Lease\n\nThe deposit is three monthly rents and is kept on a separate account. The landlord pays it back within six months after the keys are returned.\n`,
    );
    await cli.run('index', cli.folder);
    model = cli.put('chat-scripted.gguf', chatModelSaying(answer));
  });
  afterAll(() => cli[Symbol.dispose]());

  test('the answer is streamed with a mark behind each sentence, its sources and the receipt; the choice is kept', async () => {
    const first = await cli.run('ask', 'How high is the deposit?', '--chat-model', model);
    expect(first.status).toBe(0);
    expect(first.stdout).toMatch(
      /^The deposit is three monthly rents\. \[1\] It is paid back within six months\. \[1\]\n\nSources:\n {2}\[1\] lease\.md, line 3\n/,
    );
    expect(first.stdout).toMatch(/first word .* tok\/s · .* → .* tokens · local .* \(cpu\) · 0\.00 EUR · nothing left this machine\n$/);
    expect(first.stderr).toContain('Thread 1: go on with --thread 1');
    expect(first.stderr).not.toMatch(/llama|"level"/);

    const followUp = await cli.json<Answer>(['ask', 'And when is it paid back?', '--thread', '1']);
    expect(followUp).toMatchObject({ threadId: 1, kind: 'generated', state: 'done', receipt: { model: { provider: 'local' } } });
    expect(followUp.citations.map((citation) => citation.passageNumber)).toEqual([1, 1]);
  });

  test('a model that cannot be loaded is refused and does not take the place of the one before', async () => {
    const broken = cli.put('broken.gguf', 'this is no model');
    const { status, stdout, stderr } = await cli.run('ask', 'How high is the deposit?', '--chat-model', broken);
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toContain('is not a model file');
    const { models } = await cli.json<{ models: { role: string; fileName: string | null }[] }>(['status']);
    expect(models.find((model) => model.role === 'chat')?.fileName).toBe('chat-scripted.gguf');
  });

  test('a model file that has vanished leaves quoted passages and the reason', async () => {
    const copy = cli.put('other.gguf', '');
    const { copyFileSync } = await import('node:fs');
    copyFileSync(testModelPath('chat'), copy);
    expect((await cli.run('status', '--chat-model', copy)).status).toBe(0);
    cli.remove('other.gguf');
    const { status, stdout, stderr } = await cli.run('ask', 'How high is the deposit?');
    expect(status).toBe(0);
    expect(stderr).toMatch(/The chat model could not be used: .*other\.gguf.* These are quoted passages\./);
    expect(stdout).toContain('> The deposit is three monthly rents');
  });
});
