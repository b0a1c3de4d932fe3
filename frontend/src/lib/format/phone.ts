/** "+972521234567" -> "052-123-4567". Foreign numbers stay in E.164. */
export function formatPhone(e164: string): string {
  const national = e164.startsWith("+972") ? e164.slice(4) : null;
  if (national === null) return e164;
  const shape = israeliShapes.find(([pattern]) => pattern.test(national));
  return shape ? national.replace(shape[0], shape[1]) : e164;
}

const israeliShapes: [RegExp, string][] = [
  [/^(5\d|7\d)(\d{3})(\d{4})$/, "0$1-$2-$3"],
  [/^([2-489])(\d{3})(\d{4})$/, "0$1-$2-$3"],
  [/^1([5789]00)(\d{3})(\d{3})$/, "1-$1-$2-$3"],
];
