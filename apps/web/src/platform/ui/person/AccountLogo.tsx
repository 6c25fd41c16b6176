import classes from './AccountLogo.module.css';

interface AccountLogoProps {
  name: string;
  logoUrl: string | null;
  size?: number;
}

/** An account's logo, or its first letter in the accent colour. Decorative: the name is beside it. */
export function AccountLogo({ name, logoUrl, size = 26 }: AccountLogoProps) {
  if (logoUrl) return <img src={logoUrl} alt="" width={size} height={size} className={classes.picture} />;
  return (
    <span
      className={classes.letter}
      style={{ width: size, height: size, fontSize: size * 0.5 }}
      data-letter={[...name.trim()][0]?.toLocaleUpperCase() ?? ''}
      aria-hidden
    />
  );
}
