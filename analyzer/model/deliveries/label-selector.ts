import { isMap } from '../schema/check-shape';

/** Whether labels are what a selector of labels asks for. */
export function matchesLabels(selector: Readonly<Record<string, unknown>>, labels: Readonly<Record<string, string>>): boolean {
  const { matchLabels, matchExpressions } = selector;
  const exact = isMap(matchLabels) ? Object.entries(matchLabels) : [];
  if (!exact.every(([key, value]) => labels[key] === String(value))) {
    return false;
  }
  return (Array.isArray(matchExpressions) ? matchExpressions : []).filter(isMap).every(({ key, operator, values }) => {
    const value = labels[String(key)];
    const among = Array.isArray(values) && values.map(String).includes(value ?? '');
    switch (operator) {
      case 'In':
        return value !== undefined && among;
      case 'NotIn':
        return value === undefined || !among;
      case 'Exists':
        return value !== undefined;
      case 'DoesNotExist':
        return value === undefined;
      default:
        return false;
    }
  });
}
