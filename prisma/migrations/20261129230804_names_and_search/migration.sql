-- Names are unique by what one sees, and a search finds every spelling. See docs/decisions/0039.

-- What names are compared by: NFKC, case folding, no invisible characters, one space for any white space. `nameKey` of the
-- contracts gives the same.
CREATE FUNCTION name_key(name text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN octet_length(name) = length(name)
    THEN btrim(regexp_replace(regexp_replace(lower(name COLLATE "C"), '[\t-\r ]+', ' ', 'g'), '[\u0001-\u001f\u007f]', '', 'g'))
    ELSE (btrim(regexp_replace(normalize(regexp_replace(regexp_replace(
      replace(replace(lower(normalize(name, NFKC) COLLATE "und-x-icu"), 'ß', 'ss'), 'ς', 'σ'),
      '[\t-\r\u0085\u1680\u2028\u2029\u2800]+', ' ', 'g'),
      '[\u0001-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufdd0-\ufdef\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]',
      '', 'g'), NFKC), ' +', ' ', 'g'))) COLLATE "C"
    END
$$;

-- What is searched in and for: letters without marks, in lower case, as one types them.
CREATE FUNCTION search_key(given text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN octet_length(given) = length(given) THEN lower(given COLLATE "C")
    ELSE (replace(replace(replace(replace(translate(
      lower(regexp_replace(normalize(given, NFKD), '[\u0300-\u036f\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]', '', 'g')
        COLLATE "und-x-icu"),
      'łøđðħıŧŋς', 'loddhitnσ'), 'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), 'þ', 'th')) COLLATE "C"
    END
$$;

-- The pattern that finds a word anywhere.
CREATE FUNCTION search_pattern(word text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT '%' || regexp_replace(search_key(word), '([\\%_])', '\\\1', 'g') || '%'
$$;

CREATE OR REPLACE FUNCTION users_set_search() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.search := search_key(NEW.name) || E'\n' || search_key(NEW.email_display);
  RETURN NEW;
END $$;

-- What a user is has not changed.
ALTER TABLE users DISABLE TRIGGER users_set_updated_at;
UPDATE users SET search = search_key(name) || E'\n' || search_key(email_display)
WHERE search <> (search_key(name) || E'\n' || search_key(email_display)) COLLATE "C";
ALTER TABLE users ENABLE TRIGGER users_set_updated_at;

ALTER TABLE "groups" ADD COLUMN     "name_key" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "search" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "twin" INTEGER NOT NULL DEFAULT 0;

ALTER TABLE "saved_views" ADD COLUMN     "name_key" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "twin" INTEGER NOT NULL DEFAULT 0;

-- Names that are one by now stay, each with a number of its own; the oldest has none.
UPDATE groups g SET name_key = n.key, search = search_key(g.name), twin = n.twin
FROM (SELECT account_id, id, name_key(name) COLLATE "C" AS key,
        row_number() OVER (PARTITION BY account_id, name_key(name) COLLATE "C" ORDER BY created_at, id) - 1 AS twin
      FROM groups) n
WHERE g.account_id = n.account_id AND g.id = n.id;

UPDATE saved_views v SET name_key = n.key, twin = n.twin
FROM (SELECT account_id, id, name_key(name) COLLATE "C" AS key,
        row_number() OVER (PARTITION BY account_id, user_id, name_key(name) COLLATE "C" ORDER BY created_at, id) - 1 AS twin
      FROM saved_views) n
WHERE v.account_id = n.account_id AND v.id = n.id;

DROP INDEX "groups_account_id_lower_name";
DROP INDEX "saved_views_lower_name";

-- CreateIndex
CREATE UNIQUE INDEX "groups_account_id_name_key_twin_key" ON "groups"("account_id", "name_key", "twin");

-- CreateIndex
CREATE UNIQUE INDEX "saved_views_account_id_user_id_name_key_twin_key" ON "saved_views"("account_id", "user_id", "name_key", "twin");

-- The few groups whose name another one has.
CREATE INDEX "groups_twins" ON "groups"("account_id", "name_key") WHERE "twin" > 0;

-- A new name is compared with the first of its kind, so it has number 0.
CREATE FUNCTION groups_set_name_key() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.name_key := name_key(NEW.name);
  NEW.search := search_key(NEW.name);
  IF TG_OP = 'INSERT' OR NEW.name_key <> OLD.name_key THEN NEW.twin := 0; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER groups_set_name_key BEFORE INSERT OR UPDATE OF name ON groups
FOR EACH ROW EXECUTE FUNCTION groups_set_name_key();

CREATE FUNCTION saved_views_set_name_key() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.name_key := name_key(NEW.name);
  IF TG_OP = 'INSERT' OR NEW.name_key <> OLD.name_key THEN NEW.twin := 0; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER saved_views_set_name_key BEFORE INSERT OR UPDATE OF name ON saved_views
FOR EACH ROW EXECUTE FUNCTION saved_views_set_name_key();

-- When the first of several goes or gets another name, the next one takes its place: the name stays taken.
CREATE FUNCTION groups_next_twin() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE groups g SET twin = 0 FROM (SELECT id FROM groups WHERE account_id = OLD.account_id
    AND name_key = OLD.name_key AND twin > 0 ORDER BY twin LIMIT 1) n
  WHERE g.account_id = OLD.account_id AND g.id = n.id;
  RETURN NULL;
END $$;

CREATE TRIGGER groups_next_twin AFTER DELETE ON groups FOR EACH ROW
WHEN (OLD.twin = 0) EXECUTE FUNCTION groups_next_twin();
CREATE TRIGGER groups_next_twin_renamed AFTER UPDATE OF name ON groups FOR EACH ROW
WHEN (OLD.twin = 0 AND OLD.name_key <> NEW.name_key) EXECUTE FUNCTION groups_next_twin();

CREATE FUNCTION saved_views_next_twin() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE saved_views v SET twin = 0 FROM (SELECT id FROM saved_views WHERE account_id = OLD.account_id
    AND user_id = OLD.user_id AND name_key = OLD.name_key AND twin > 0 ORDER BY twin LIMIT 1) n
  WHERE v.account_id = OLD.account_id AND v.id = n.id;
  RETURN NULL;
END $$;

CREATE TRIGGER saved_views_next_twin AFTER DELETE ON saved_views FOR EACH ROW
WHEN (OLD.twin = 0) EXECUTE FUNCTION saved_views_next_twin();
CREATE TRIGGER saved_views_next_twin_renamed AFTER UPDATE OF name ON saved_views FOR EACH ROW
WHEN (OLD.twin = 0 AND OLD.name_key <> NEW.name_key) EXECUTE FUNCTION saved_views_next_twin();
