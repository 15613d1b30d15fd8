/** `PT5M` as it is; `5m`, `1h30m`, `2d` in ISO 8601, as documents have it. What is neither goes on as it is, and is refused with its field. */
export function isoLength(text: string): string {
  const found = /^(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m(?:in)?)?(?:(\d+)s)?$/i.exec(text.trim());
  if (found === null || text.trim() === '') return text;
  const [, days, hours, minutes, seconds] = found;
  const time = [hours && `${hours}H`, minutes && `${minutes}M`, seconds && `${seconds}S`].filter(Boolean).join('');
  return `P${days === undefined ? '' : `${days}D`}${time === '' ? '' : `T${time}`}`;
}
