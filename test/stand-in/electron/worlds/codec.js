// Runs in Node and in the page: JSON with tags. Rejects what structured clone would reject.
globalThis.__standInCodec ??= (() => {
  const views = { Uint8Array, Int8Array, Float32Array, Int32Array, Uint32Array, Float64Array, BigInt64Array };
  const toText = (bytes) => {
    let text = '';
    for (let i = 0; i < bytes.length; i += 0x8000) text += String.fromCharCode(...bytes.subarray(i, i + 0x8000));
    return btoa(text);
  };
  const fromText = (text) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0)).buffer;
  const refuse = () => {
    throw new Error('An object could not be cloned.');
  };
  const encode = (value) => {
    if (typeof value === 'function' || typeof value === 'symbol') return refuse();
    if (value === undefined) return { $: 'undefined' };
    if (typeof value === 'bigint') return { $: 'bigint', value: String(value) };
    if (value === null || typeof value !== 'object') return value;
    if (value instanceof Date) return { $: 'date', value: Number(value) };
    if (value instanceof Map) return { $: 'map', value: [...value].map(encode) };
    if (value instanceof Set) return { $: 'set', value: [...value].map(encode) };
    if (value instanceof Error) return { $: 'error', name: value.name, value: value.message };
    if (value instanceof Promise || value instanceof WeakMap) return refuse();
    if (ArrayBuffer.isView(value)) {
      const name = Object.keys(views).find((key) => value instanceof views[key]) ?? refuse();
      return { $: 'view', name, value: toText(new Uint8Array(value.buffer, value.byteOffset, value.byteLength)) };
    }
    if (value instanceof ArrayBuffer) return { $: 'buffer', value: toText(new Uint8Array(value)) };
    // Electron drops what it cannot carry from a Blob; we say so.
    if (typeof Blob !== 'undefined' && value instanceof Blob) return refuse();
    if (Array.isArray(value)) return value.map(encode);
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key === '$' ? '$$' : key, encode(item)]));
  };
  const decode = (value) => {
    if (value === null || typeof value !== 'object') return value;
    if (Array.isArray(value)) return value.map(decode);
    switch (value.$) {
      case 'undefined':
        return undefined;
      case 'bigint':
        return BigInt(value.value);
      case 'date':
        return new Date(value.value);
      case 'map':
        return new Map(value.value.map(decode));
      case 'set':
        return new Set(value.value.map(decode));
      case 'error':
        return Object.assign(new Error(value.value), { name: value.name });
      case 'buffer':
        return fromText(value.value);
      case 'view':
        return new views[value.name](fromText(value.value));
    }
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key === '$$' ? '$' : key, decode(item)]));
  };
  return { encode: (value) => JSON.stringify(encode(value)), decode: (text) => decode(JSON.parse(text)) };
})();
