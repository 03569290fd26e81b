import { describe, expect, it } from 'vitest';
import { parseArguments, UsageError } from '../../../src/cli/arguments.ts';

describe('the command line', () => {
  it('reads a question with options in any order', () => {
    const args = parseArguments(['--json', 'ask', 'When', 'is it due?', '--collection', 'Contracts']);
    expect(args).toMatchObject({ command: 'ask', positionals: ['When', 'is it due?'], json: true, collection: 'Contracts' });
  });

  it('shows help without a command', () => {
    expect(parseArguments([]).command).toBe('help');
    expect(parseArguments(['index', 'x', '-h']).command).toBe('help');
  });

  it.each([
    [['frobnicate'], 'no command “frobnicate”'],
    [['index'], 'at least one file or folder'],
    [['ask', ' '], 'in quotes after “ask”'],
    [['search', 'x', '--limit', 'many'], '--limit takes a whole number'],
    [['serve', '--port', '70000'], '--port takes a whole number'],
    [['status', '--nonsense'], 'There is no option --nonsense.'],
    [['search', 'x', '--limit'], '--limit needs a value'],
    [['status', '--json=3'], '--json takes no value'],
    [['status', 'extra'], 'not “extra”'],
  ])('says in words what is wrong with %j', (argv, words) => {
    expect(() => parseArguments(argv)).toThrow(UsageError);
    expect(() => parseArguments(argv)).toThrow(words);
  });
});
