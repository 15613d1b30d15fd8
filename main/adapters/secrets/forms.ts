/** A shorter value in base64 would be so short that it masked what is no secret. Bytes. */
const SHORTEST_IN_BASE64 = 8;
/** A line of a value of several lines (a key, a certificate) counts by itself from this length on. Characters. */
const SHORTEST_LINE = 8;

/**
 * The forms in which programs print a value: as it is, with and without the line end that a shell leaves out; its lines; within JSON, as
 * JavaScript and as Python write it; within a URL, with either hexadecimal digits and either space; and in base64 of either alphabet, wherever
 * in the encoded bytes it begins. Without the empty ones.
 */
export function formsOf(secret: string): readonly string[] {
  const lines = secret.split(/\r?\n/).filter((line) => line.length >= SHORTEST_LINE && !/^-----.*-----$/.test(line));
  const plain = [secret, secret.replace(/(?:\r?\n)+$/, ''), ...(secret.includes('\n') ? lines : [])];
  const forms = plain.flatMap((text) => [text, ...withinJson(text), ...withinUrl(text), ...base64(text)]);
  return [...new Set(forms)].filter((form) => form !== '');
}

function withinJson(text: string): readonly string[] {
  const json = JSON.stringify(text).slice(1, -1);
  const ascii = json.replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return [json, ascii, json.replaceAll('/', '\\/')];
}

function withinUrl(text: string): readonly string[] {
  let encoded: string;
  try {
    encoded = encodeURIComponent(text);
  } catch {
    // A lone surrogate has no form within a URL.
    return [];
  }
  // What encodeURIComponent leaves and others do not.
  const strict = encoded.replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
  return [encoded, strict].flatMap((form) => {
    const lower = form.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase());
    return [form, lower, form.replaceAll('%20', '+'), lower.replaceAll('%20', '+'), form.replaceAll('%2F', '/')];
  });
}

/** The letters that depend on the value alone, for each of the three places at which it may begin; and whole, with what fills it up. */
function base64(text: string): readonly string[] {
  const bytes = Buffer.from(text);
  if (bytes.length < SHORTEST_IN_BASE64) return [];
  const standard = [0, 1, 2].map((before) => {
    const encoded = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
    return encoded.slice(Math.ceil((before * 8) / 6), Math.floor(((before + bytes.length) * 8) / 6));
  });
  const forms = [bytes.toString('base64'), ...standard];
  return forms.flatMap((form) => [form, form.replaceAll('+', '-').replaceAll('/', '_')]);
}
