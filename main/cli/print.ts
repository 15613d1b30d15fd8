/** Columns side by side, two spaces apart; the last is as long as it is. Empty lines at the end of cells go. */
export function columns(rows: readonly (readonly string[])[]): string {
  const widths: number[] = [];
  for (const row of rows) {
    row.forEach((cell, column) => {
      if (column < row.length - 1) widths[column] = Math.max(widths[column] ?? 0, width(cell));
    });
  }
  return rows
    .map((row) =>
      row
        .map((cell, column) =>
          column < row.length - 1 ? cell + ' '.repeat((widths[column] ?? 0) - width(cell) + 2) : cell,
        )
        .join('')
        .trimEnd(),
    )
    .map((line) => `${line}\n`)
    .join('');
}

/** Number of characters, as a terminal counts most of them. */
const width = (text: string): number => Array.from(text).length;

/** JSON for programs: one line. */
export const jsonLine = (value: unknown): string => `${JSON.stringify(value)}\n`;

/** Writes, and waits where the reader is slower than we. A reader that went away (`| head`) is no error. */
export function write(stream: NodeJS.WritableStream, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    stream.write(text, (error) => {
      if (error !== null && error !== undefined && (error as NodeJS.ErrnoException).code !== 'EPIPE') reject(error);
      else resolve();
    });
  });
}
