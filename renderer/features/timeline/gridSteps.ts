/** A cell of the grid, by row and by place in it. */
export interface Place {
  readonly row: number;
  readonly cell: number;
}

/** The cell an arrow leads to: sideways in the row, up and down to the nearest in the next row that has any. */
export function step(key: string, from: Place, cells: readonly (readonly { readonly at: number }[])[]): Place | null {
  if (key === 'ArrowLeft' || key === 'ArrowRight') {
    const next = from.cell + (key === 'ArrowRight' ? 1 : -1);
    return next >= 0 && next < (cells[from.row]?.length ?? 0) ? { row: from.row, cell: next } : null;
  }
  if (key !== 'ArrowUp' && key !== 'ArrowDown') return null;
  const sign = key === 'ArrowDown' ? 1 : -1;
  const at = cells[from.row]?.[Math.max(0, from.cell)]?.at ?? 0;
  for (let row = from.cell < 0 ? from.row : from.row + sign; row >= 0 && row < cells.length; row += sign) {
    const candidates = cells[row] ?? [];
    if (candidates.length === 0) continue;
    let best = 0;
    candidates.forEach((cell, index) => {
      if (Math.abs(cell.at - at) < Math.abs((candidates[best]?.at ?? 0) - at)) best = index;
    });
    return { row, cell: best };
  }
  return null;
}
