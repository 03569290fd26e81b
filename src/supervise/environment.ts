const passed = new Set([
  'PATH',
  'HOME',
  'USERPROFILE',
  'HOMEDRIVE',
  'HOMEPATH',
  'TMPDIR',
  'TEMP',
  'TMP',
  'LANG',
  'TZ',
  'SYSTEMROOT',
  'WINDIR',
  'COMSPEC',
  'PATHEXT',
  'APPDATA',
  'LOCALAPPDATA',
  'PROGRAMDATA',
  'PROGRAMFILES',
  'LD_LIBRARY_PATH',
  'CUDA_VISIBLE_DEVICES',
  'GGML_VK_VISIBLE_DEVICES',
]);
const passedPrefixes = ['LC_', 'XDG_', 'FOOTNOTE_', 'VK_'];

/**
 * The environment a child gets: what the system and the graphics drivers need, and our own settings.
 * Keys and tokens of the shell that started us, NODE_OPTIONS and the like stay behind.
 */
export function childEnvironment(env: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(env).filter(([name]) => {
      const upper = name.toUpperCase();
      return passed.has(upper) || passedPrefixes.some((prefix) => upper.startsWith(prefix));
    }),
  );
}
