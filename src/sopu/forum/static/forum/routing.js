/* Which sentence comes next: the rule of core/routing.py (ADR 0018), and a test holds the two together.

   A sentence's chance grows as others have answered it less; what was answered does not count. */

const SHARPNESS = 3;

/* The index of the sentence to show, of those with these counts of answers; -1 when there is none. */
export function choose(seen, chance) {
  const least = Math.min(...seen);
  let height = 0;
  const heights = seen.map((count) => (height += 1 / (1 + count - least) ** SHARPNESS));
  const found = heights.findIndex((one) => one > chance * height);
  return found < 0 ? seen.length - 1 : found;
}

/* How often a sentence has been seen, as far as this phone knows: the server tells of those seen least in each
   discussion, so any other has been seen at least as often as the last of them. */
export function seenOf(one, told) {
  const least = told[one.discussion];
  return least ? least.of[one.id.slice(0, 8)] ?? least.others : 0;
}
