import { parseArgs } from 'node:util';

export const commands = ['index', 'ask', 'search', 'status', 'check', 'doctor', 'serve', 'help', 'version'] as const;
export type Command = (typeof commands)[number];

export interface CliArguments {
  command: Command;
  positionals: string[];
  libraryDir: string | undefined;
  collection: string | undefined;
  thread: number | undefined;
  limit: number;
  port: number;
  json: boolean;
  /** false: never open a browser; undefined: where a person sits at a terminal. */
  open: boolean | undefined;
  chatModel: string | undefined;
  embeddingModel: string | undefined;
  rerankerModel: string | undefined;
}

export const usage = `footnote: answers from your own documents, with citations

  footnote index PATH…           read files and folders into the library
  footnote ask "QUESTION"        answer with citations (streams)
  footnote search "WORDS"        the best passages
  footnote status                what the library holds
  footnote check                 ask the saved questions: what is found better or worse?
  footnote doctor                check this machine
  footnote serve                 open the window in a browser

Options
  --library DIR                  where the library is kept (default: your data folder)
  --collection NAME              which collection (default: the first)
  --chat-model FILE.gguf         choose the chat model (kept in the library)
  --embedding-model FILE.gguf    choose the embedding model (kept)
  --reranker-model FILE.gguf     choose the reranking model (kept)
  --thread N                     ask: go on with thread N
  --limit N                      search: how many hits (default 10)
  --port N                       serve: port on 127.0.0.1 (default: any free one)
  --no-open                      serve: do not open a browser
  --json                         machine-readable output
  --version                      which Footnote this is
`;

/** The option that a message of `parseArgs` is about, as it was typed or as it is called. */
function optionIn(message: string): string {
  return /--?[\w-]+/.exec(message)?.[0] ?? 'One of the options';
}

/** What `parseArgs` found wrong, in our words. */
function optionProblem(error: unknown): string {
  if (!(error instanceof Error)) return 'The options could not be read.';
  const { code } = error as NodeJS.ErrnoException;
  const option = optionIn(error.message);
  if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') return `There is no option ${option}.`;
  if (code !== 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE') return error.message;
  return error.message.includes('does not take') ? `${option} takes no value.` : `${option} needs a value after it.`;
}

/** A mistake in the words of the command line: printed with the usage, exit status 2. */
export class UsageError extends Error {}

const isCommand = (word: string): word is Command => (commands as readonly string[]).includes(word);

function wholeNumber(text: string, option: string, least: number, most: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < least || value > most)
    throw new UsageError(`--${option} takes a whole number from ${least} to ${most}, not “${text}”.`);
  return value;
}

/** Reads the command line. Throws {@link UsageError} with one sentence a person can act on. */
export function parseArguments(argv: readonly string[]): CliArguments {
  let parsed;
  try {
    parsed = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        library: { type: 'string' },
        collection: { type: 'string' },
        thread: { type: 'string' },
        limit: { type: 'string', default: '10' },
        port: { type: 'string', default: '0' },
        json: { type: 'boolean', default: false },
        'no-open': { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
        version: { type: 'boolean', default: false },
        'chat-model': { type: 'string' },
        'embedding-model': { type: 'string' },
        'reranker-model': { type: 'string' },
      },
    });
  } catch (error) {
    throw new UsageError(optionProblem(error));
  }
  const { values, positionals } = parsed;
  const [word = 'help', ...rest] = positionals;
  if (!isCommand(word)) throw new UsageError(`There is no command “${word}”.`);
  const command = values.help ? 'help' : values.version ? 'version' : word;
  if (command === 'index' && rest.length === 0) throw new UsageError('Name at least one file or folder to index.');
  if ((command === 'status' || command === 'check' || command === 'doctor' || command === 'serve') && rest.length > 0)
    throw new UsageError(`“${command}” takes nothing after it but options, not “${rest.join(' ')}”.`);
  if ((command === 'ask' || command === 'search') && rest.join(' ').trim() === '')
    throw new UsageError(`Put what you want to ${command === 'ask' ? 'ask' : 'find'} in quotes after “${command}”.`);
  return {
    command,
    positionals: rest,
    libraryDir: values.library,
    collection: values.collection,
    thread: values.thread === undefined ? undefined : wholeNumber(values.thread, 'thread', 1, Number.MAX_SAFE_INTEGER),
    limit: wholeNumber(values.limit, 'limit', 1, 100),
    port: wholeNumber(values.port, 'port', 0, 65_535),
    json: values.json,
    open: values['no-open'] ? false : undefined,
    chatModel: values['chat-model'],
    embeddingModel: values['embedding-model'],
    rerankerModel: values['reranker-model'],
  };
}
