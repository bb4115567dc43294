/** With one decimal and a sign that is as wide as the plus. */
export function signed(value: number): string {
  const text = value.toFixed(1).replace(/^-0\.0$/, '0.0');
  return value > 0 ? `+${text}` : text.replace('-', '−');
}
