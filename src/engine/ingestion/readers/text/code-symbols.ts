/** How the languages of a family declare what has a name. The first group is the name. */
const families: readonly (readonly [extensions: string, patterns: readonly RegExp[]])[] = [
  [
    'js mjs cjs jsx ts mts cts tsx vue svelte astro',
    [
      /^\s*(?:export\s+)?(?:default\s+)?(?:declare\s+)?(?:abstract\s+)?(?:async\s+)?(?:function\b\s*\*?|class\b|interface\b|enum\b|namespace\b|module\b|type\b)\s*([\w$]+)/,
      /^\s*(?:export\s+)?(?:const|let|var)\s+([\w$]+)\s*(?::[^=]{1,200})?=\s*(?:async\b\s*)?(?:function\b|class\b|\([^)]*\)?\s*(?::[^=]{1,100})?(?:=>|$)|[\w$]+\s*=>)/,
      /^\s+(?:(?:public|private|protected|static|async|get|set|override|readonly)\s+){0,4}\*?((?!(?:if|for|while|switch|catch|return|function|with|do|else|await|new|throw|typeof)\b)#?[\w$]+)\s*\([^;{}]*\)?[^;{}]*\{\s*$/,
    ],
  ],
  ['py pyi pyw ipy', [/^\s*(?:async\s+)?(?:def|class)\s+(\w+)/]],
  ['rb cr', [/^\s*(?:def|class|module)\s+([\w.:?!=]+)/]],
  ['go', [/^func\s+(?:\([^)]*\)\s*)?(\w+)/, /^type\s+(\w+)/]],
  [
    'rs',
    [
      /^\s*(?:pub(?:\([^)]*\))?\s+)?(?:(?:async|unsafe|const|extern(?:\s+"[^"]*")?)\s+){0,3}(?:fn|struct|enum|trait|union|mod|macro_rules!)\s+(\w+)/,
      /^\s*(?:unsafe\s+)?impl\b[^{]{0,100}?\b([A-Z]\w*)\s*(?:<[^{]*)?\{/,
    ],
  ],
  [
    'kt kts swift dart scala groovy',
    [/^\s*(?:[\w@]+\s+){0,5}(?:fun|func|def|class|interface|object|trait|struct|enum|protocol|extension|actor)\s+(?:<[^>]*>\s*)?([\w.]+)/],
  ],
  ['php', [/^\s*(?:(?:public|private|protected|static|abstract|final)\s+){0,4}(?:function|class|interface|trait|enum)\s+&?(\w+)/]],
  ['sh bash zsh fish awk', [/^\s*(?:function\s+)?([\w:-]+)\s*\(\)\s*\{?/, /^\s*function\s+([\w:-]+)/]],
  ['ps1 psm1', [/^\s*(?:function|filter|class)\s+([\w:-]+)/i]],
  ['lua', [/^\s*(?:local\s+)?function\s+([\w.:]+)/]],
  ['pl pm', [/^\s*(?:sub|package)\s+([\w:]+)/]],
  ['r', [/^\s*([\w.]+)\s*(?:<-|=)\s*function\b/]],
  ['ex exs erl', [/^\s*(?:defmodule|defp?|defmacro|defprotocol|defimpl)\s+([\w.?!]+)/]],
  [
    'sql abap',
    [
      /^\s*create\s+(?:or\s+replace\s+)?(?:\w+\s+){0,3}?(?:table|view|function|procedure|trigger|index|type|schema)\s+(?:if\s+not\s+exists\s+)?([\w."`[\]]+)/i,
    ],
  ],
  ['proto thrift graphql gql', [/^\s*(?:message|service|enum|rpc|type|interface|input|union|struct|extend)\s+(\w+)/]],
  ['tf hcl', [/^\s*(?:resource|data|module|variable|output|provider)\s+("[^"]+"(?:\s+"[^"]+")?)/]],
  ['hs', [/^(\w[\w']*)\s*::/, /^(?:data|newtype|class|instance|type)\s+(\w+)/]],
  ['clj cljs lisp el scm', [/^\s*\((?:defn-?|defun|defmacro|define|def|defmethod|ns|defrecord|defprotocol)\s+\(?([^\s()]+)/]],
  ['vb vbs bas', [/^\s*(?:(?:public|private|friend|shared)\s+){0,3}(?:sub|function|class|module|property(?:\s+[gs]et)?)\s+(\w+)/i]],
  ['diff patch', [/^diff --git a\/(\S+)/]],
  [
    'c h cc cpp cxx hpp hh hxx cs java m mm d',
    [
      /^\s*(?:[\w@[\]]+\s+){0,6}?(?:class|interface|enum|struct|record|namespace|union)\s+(?:class\s+)?([A-Za-z_][\w:.]*)\s*(?:[:{<(]|extends\b|implements\b|final\b|$)/,
      /^(?!\s*(?:return|else|if|for|while|switch|case|throw|new|delete|using|goto)\b)\s*[A-Za-z_][\w:<>,.*&[\]]*(?:[ *&]+[A-Za-z_~][\w:<>,.*&[\]]*){0,6}[ *&]+([A-Za-z_~][\w:~]*)\s*\([^;=]*\)?\s*(?:const|noexcept|override|final|throws [\w., ]+)?\s*\{?\s*$/,
    ],
  ],
];
const MAX_LINE_CHARS = 300;

const byExtension = new Map(
  families.flatMap(([extensions, patterns]) => extensions.split(' ').map((extension) => [extension, patterns] as const)),
);

/** The name that a line declares in a language, told by the file's extension; undefined for any other line. */
export function declaredName(line: string, extension: string): string | undefined {
  if (line.length > MAX_LINE_CHARS) return undefined;
  for (const pattern of byExtension.get(extension) ?? []) {
    const name = pattern.exec(line)?.[1];
    if (name !== undefined) return name.replace(/["`]/g, '');
  }
  return undefined;
}
