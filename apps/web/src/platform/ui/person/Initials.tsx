import classes from './Initials.module.css';

interface InitialsProps {
  name: string;
  size?: 'sm' | 'md' | 'lg';
}

/** A person's initials in a circle. Decorative, so hidden from screen readers: the name is beside it. */
export function Initials({ name, size = 'sm' }: InitialsProps) {
  return <span className={classes.initials} data-size={size} data-initials={initialsOf(name)} aria-hidden />;
}

/** The first characters (whole code points) of the first and last word. */
function initialsOf(name: string): string {
  const words = name.split(/[\s@._-]+/u).filter((word) => /[\p{L}\p{N}]/u.test(word));
  const picked = name.includes('@') || words.length < 2 ? words.slice(0, 1) : [words[0], words.at(-1)];
  return picked.map((word) => [...(word ?? '')][0]?.toLocaleUpperCase() ?? '').join('');
}
