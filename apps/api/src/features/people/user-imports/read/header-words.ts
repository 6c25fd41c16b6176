import type { Locale } from '@muster/contracts/kit/primitives';
import type { ImportField } from '@muster/contracts/people/user-imports';
import type { Role } from '@muster/contracts/permissions';

/** A normalised word: without case, accents, spaces and punctuation. */
export function normalise(text: string): string {
  return text
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .normalize('NFD')
    .replace(/[^\p{L}\p{N}]/gu, '');
}

function dictionary<V extends string>(words: Readonly<Record<V, string>>): ReadonlyMap<string, V> {
  const entries = Object.entries(words) as [V, string][];
  return new Map(
    entries.flatMap(([meaning, list]) => list.split(' ').map((word) => [word, meaning] as const)),
  );
}

/** Names of columns in English, German, French, Spanish, Italian, Dutch and Portuguese. */
const headers = dictionary<ImportField>({
  email:
    `email emails mail emailaddress emailaddresses mailaddress workemail businessemail companyemail useremail
    emailadresse mailadresse epost dienstlicheemail adresseemail adressemail courriel adressecourriel adressedecourriel
    adresseelectronique correo correoelectronico direcciondecorreo direccionemail direcciondecorreoelectronico
    postaelettronica indirizzoemail indirizzodiposta indirizzodipostaelettronica emailadres mailadres zakelijkeemail
    enderecodeemail userprincipalname upn`.replace(/\s+/g, ' '),
  firstName: `firstname first givenname given forename vorname vornamen rufname prenom prenoms nombre nombres
    nombredepila nome primeironome voornaam voornamen roepnaam`.replace(/\s+/g, ' '),
  lastName:
    `lastname last surname familyname family secondname nachname nachnamen familienname zuname nom nomdefamille
    apellido apellidos primerapellido cognome achternaam familienaam apelido sobrenome`.replace(/\s+/g, ' '),
  name: `name fullname displayname wholename completename username employeename vollername vollstandigername
    anzeigename mitarbeitername benutzername vorundnachname vornamenachname nomcomplet nometprenom prenometnom
    nomprenom nombrecompleto nombreyapellidos nomecompleto nomeecognome cognomeenome naam volledigenaam
    vornameundnachname nachnamevorname`.replace(/\s+/g, ' '),
  role: 'role userrole accessrole rolle benutzerrolle role rol roldeusuario ruolo gebruikersrol papel funcao',
  groups:
    `group groups groupname groupnames usergroup usergroups team teams department departments gruppe gruppen
    benutzergruppe benutzergruppen abteilung abteilungen groupe groupes equipe equipes departement grupo grupos equipo
    equipos departamento gruppo gruppi reparto groep groepen afdeling`.replace(/\s+/g, ' '),
  locale:
    `language languages lang locale preferredlanguage userlanguage sprache bevorzugtesprache langue idioma lengua
    lingua taal voorkeurstaal`.replace(/\s+/g, ' '),
  externalId:
    `externalid externalidentifier externalkey employeeid employeenumber employeeno personnelnumber personnelno
    personnelid staffid staffnumber payrollnumber hrid externeid externekennung personalnummer personalnr persnr
    mitarbeiternummer mitarbeiternr mitarbeiterid matricule numeroemploye numerodemploye identifiantexterne idexterne
    idexterno numerodeempleado idempleado matricola codicedipendente idesterno personeelsnummer medewerkernummer
    externid matricula`.replace(/\s+/g, ' '),
});

const roles = dictionary<Role>({
  owner:
    'owner accountowner inhaber inhaberin eigentumer eigentumerin besitzer proprietaire propietario propietaria proprietario proprietaria eigenaar',
  admin:
    'admin admins administrator administratorin administrateur administratrice administrador administradora amministratore amministratrice beheerder',
  member:
    'member user employee learner mitglied benutzer benutzerin mitarbeiter mitarbeiterin teilnehmer teilnehmerin membre utilisateur utilisatrice miembro usuario usuaria membro utente lid gebruiker medewerker',
});

const locales = dictionary<Locale>({
  en: 'en english englisch anglais ingles inglese engels',
  de: 'de german deutsch allemand aleman alemao tedesco duits',
});

/** The column of reasons that we add to failed rows; it is not read. */
const reasons = new Set(['reason', 'grund']);

/** The field of a header. Columns of groups may be numbered. */
export function fieldOf(header: string): ImportField | null {
  const word = normalise(header);
  const numbered = headers.get(word.replace(/\d+$/, ''));
  return headers.get(word) ?? (numbered === 'groups' ? numbered : null);
}

/** Whether a column is the one we add to failed rows. */
export function isReason(header: string): boolean {
  return reasons.has(normalise(header));
}

/** The role a word means. */
export function roleOf(text: string): Role | null {
  return roles.get(normalise(text)) ?? null;
}

/** The language that a word or a tag like `de-CH` means. */
export function localeOf(text: string): Locale | null {
  const [tag = ''] = text.trim().split(/[-_]/);
  return (
    locales.get(normalise(text)) ??
    (/^[a-z]{2}$/i.test(tag) ? (locales.get(tag.toLowerCase()) ?? null) : null)
  );
}
