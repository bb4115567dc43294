/**
 * Rows in the order of their group (0 to `count` - 1), input order kept within one, and where each group begins: those
 * of group g are `members[starts[g]]` up to before `members[starts[g + 1]]`.
 */
export function groupRows(groups: Int32Array, count: number): { members: Int32Array; starts: Int32Array } {
  const starts = new Int32Array(count + 1);
  for (const group of groups) starts[group + 1]! += 1;
  for (let group = 0; group < count; group += 1) starts[group + 1]! += starts[group]!;
  const next = starts.slice();
  const members = new Int32Array(groups.length);
  for (let row = 0; row < groups.length; row += 1) {
    const group = groups[row]!;
    members[next[group]!] = row;
    next[group]! += 1;
  }
  return { members, starts };
}
