/** A page out of its own lines and those of the shell, as `web/remainder.py` left them out. */

/** In an answer the tag of this shell, or of the one that is left out; in a request that of the shell held here. */
export const SHELL_TAG = 'X-Onderdak-Shell';

/**
 * The page, byte for byte: `\x01<first>,<count>` stands for lines of the shell.
 * @type {(rest: string, shell: string) => string}
 */
export function madeWhole(rest, shell) {
  const held = shell.split('\n');
  const whole = (/** @type {string} */ line) => {
    const [first, count] = line.slice(1).split(',').map(Number);
    return held.slice(first, first + count).join('\n');
  };
  return rest
    .split('\n')
    .map((line) => (line.startsWith('\x01') ? whole(line) : line))
    .join('\n');
}
