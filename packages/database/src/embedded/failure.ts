/**
 * The bundled PostgreSQL cannot be used. The message is one line, written for the person at the terminal:
 * what is wrong, where, and what to do.
 */
export class EmbeddedDatabaseError extends Error {
  override readonly name = 'EmbeddedDatabaseError';
}
