import {
  type ChoiceKey,
  defineFields,
  type FilterKey,
  fieldsWhere,
  filtered,
  importWords,
  type RuleKey,
} from '../kit/fields.ts';
import { EmailAddress, exactLine, Locale, PersonName } from '../kit/primitives.ts';
import { Role } from '../permissions.ts';

/**
 * The fields of a user that people fill in. Words of an import are in English, German, French, Spanish, Italian,
 * Dutch and Portuguese.
 */
export const userFields = defineFields({
  email: {
    column: 'email_display',
    type: 'text',
    schema: EmailAddress,
    example: 'ada@example.com',
    writtenBy: 'rule',
    import: {
      words: `email emails mail emailaddress emailaddresses mailaddress workemail businessemail companyemail useremail
        emailadresse mailadresse epost dienstlicheemail adresseemail adressemail courriel adressecourriel
        adressedecourriel adresseelectronique correo correoelectronico direcciondecorreo direccionemail
        direcciondecorreoelectronico postaelettronica indirizzoemail indirizzodiposta indirizzodipostaelettronica
        emailadres mailadres zakelijkeemail enderecodeemail userprincipalname upn`,
      examples: ['ada@example.com', 'grace@example.com'],
    },
  },
  firstName: {
    column: 'first_name',
    type: 'text',
    schema: PersonName,
    example: 'Ada',
    empty: '',
    writtenBy: 'field',
    import: {
      words: `firstname first givenname given forename vorname vornamen rufname prenom prenoms nombre nombres
        nombredepila nome primeironome voornaam voornamen roepnaam`,
      examples: ['Ada', 'Grace'],
    },
  },
  lastName: {
    column: 'last_name',
    type: 'text',
    schema: PersonName,
    example: 'Lovelace',
    empty: '',
    writtenBy: 'field',
    import: {
      words: `lastname last surname familyname family secondname nachname nachnamen familienname zuname nom nomdefamille
        apellido apellidos primerapellido cognome achternaam familienaam apelido sobrenome`,
      examples: ['Lovelace', 'Hopper'],
    },
  },
  role: {
    column: 'role',
    enumType: 'role',
    type: 'choice',
    schema: Role,
    example: 'member',
    initial: 'member',
    writtenBy: 'rule',
    import: {
      words: 'role userrole accessrole rolle benutzerrolle rol roldeusuario ruolo gebruikersrol papel funcao',
      choices: {
        owner: `owner accountowner inhaber inhaberin eigentumer eigentumerin besitzer proprietaire propietario
          propietaria proprietario proprietaria eigenaar`,
        admin: `admin admins administrator administratorin administrateur administratrice administrador administradora
          amministratore amministratrice beheerder`,
        member: `member user employee learner mitglied benutzer benutzerin mitarbeiter mitarbeiterin teilnehmer
          teilnehmerin membre utilisateur utilisatrice miembro usuario usuaria membro utente lid gebruiker medewerker`,
      },
      examples: ['member', 'admin'],
    },
    list: { filter: 'one-of' },
  },
  locale: {
    column: 'locale',
    type: 'choice',
    schema: Locale,
    example: 'en',
    empty: null,
    writtenBy: 'field',
    import: {
      words: `language languages lang locale preferredlanguage userlanguage sprache bevorzugtesprache langue idioma
        lengua lingua taal voorkeurstaal`,
      choices: {
        en: 'en english englisch anglais ingles inglese engels',
        de: 'de german deutsch allemand aleman alemao tedesco duits',
      },
      examples: ['en', 'de'],
    },
  },
  externalId: {
    column: 'external_id',
    type: 'text',
    schema: exactLine(200).min(1),
    example: 'HR-1815',
    empty: null,
    writtenBy: 'field',
    import: {
      words: `externalid externalidentifier externalkey employeeid employeenumber employeeno personnelnumber personnelno
        personnelid staffid staffnumber payrollnumber hrid externeid externekennung personalnummer personalnr persnr
        mitarbeiternummer mitarbeiternr mitarbeiterid matricule numeroemploye numerodemploye identifiantexterne
        idexterne idexterno numerodeempleado idempleado matricola codicedipendente idesterno personeelsnummer
        medewerkernummer externid matricula`,
      examples: ['1001', '1002'],
    },
  },
});

export type UserField = keyof typeof userFields;
export type UserChoice = ChoiceKey<typeof userFields>;
export type UserFilterField = FilterKey<typeof userFields>;
export type UserRule = RuleKey<typeof userFields>;

const { email: _email, ...details } = userFields;

/** All but the address, which has a column for how it is written and one for how it is compared. */
export const userDetails = details;

/** The fields that the list filters by. */
export const userFilterFields = Object.keys(filtered(userFields)) as UserFilterField[];

/** The fields that are copied as they are. */
export const plainUserFields = fieldsWhere(userFields, { writtenBy: 'field' });

const { email, firstName, lastName, role, ...others } = userFields;

/** What a column of a file can contain, in the usual order: the fields, the name in one cell, and groups. */
export const fileColumns = {
  email: email.import.words,
  firstName: firstName.import.words,
  lastName: lastName.import.words,
  name: `name fullname displayname wholename completename username employeename vollername vollstandigername anzeigename
    mitarbeitername benutzername vorundnachname vornamenachname nomcomplet nometprenom prenometnom nomprenom
    nombrecompleto nombreyapellidos nomecompleto nomeecognome cognomeenome naam volledigenaam vornameundnachname
    nachnamevorname`,
  role: role.import.words,
  groups: `group groups groupname groupnames usergroup usergroups team teams department departments gruppe gruppen
    benutzergruppe benutzergruppen abteilung abteilungen groupe groupes equipe equipes departement grupo grupos equipo
    equipos departamento gruppo gruppi reparto groep groepen afdeling`,
  ...importWords(others),
};

type FileField = Exclude<keyof typeof fileColumns, 'name'>;

/** The columns of an export and of the template of an import. */
export const fileFields = (Object.keys(fileColumns) as (keyof typeof fileColumns)[]).filter(
  (field): field is FileField => field !== 'name',
);
