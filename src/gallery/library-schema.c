/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "library-schema.h"

/* Of the table `version`, as the sixth schema has it. */
#define VERSION_COLUMNS                                                                                                \
  "number, id, picture_id, parent_id, kind, name, created, sha256, media_type, width, height, job_id, position, "      \
  "prompt, negative_prompt, provider, seed, cost_micros, cost_currency, cost_kind, recipe"

/* What is searched, as the seventh schema has it. */
#define TEXT_COLUMNS "prompt, negative_prompt, name, title, provider"
#define TEXTS_OF(row) row ".prompt, " row ".negative_prompt, " row ".name, " row ".title, " row ".provider"

/* The same, as the tenth has it. */
#define TAGGED_TEXT_COLUMNS TEXT_COLUMNS ", tags"
#define TAGGED_TEXTS_OF(row) TEXTS_OF (row) ", " row ".tags"

/* `number` is the order in which rows came, which clocks that are set back do not disturb.
 * A version names its job, and a job its picture, without a foreign key: the picture may not have been stored yet, and a ledger that is cleared
 * one day must not take versions with it. */
const char *const library_schema[LIBRARY_SCHEMA_VERSION] = {
  "CREATE TABLE object ("
  "  sha256 TEXT PRIMARY KEY CHECK (length (sha256) = 64 AND sha256 NOT GLOB '*[^0-9a-f]*'),"
  "  media_type TEXT NOT NULL,"
  "  extension TEXT NOT NULL CHECK (extension <> '' AND extension NOT GLOB '*[^0-9a-z]*'),"
  "  size INTEGER NOT NULL CHECK (size > 0),"
  "  created INTEGER NOT NULL"
  ") STRICT;"

  "CREATE TABLE picture ("
  "  id TEXT PRIMARY KEY CHECK (id <> ''),"
  "  created INTEGER NOT NULL,"
  "  current_id TEXT REFERENCES version (id)"
  ") STRICT;"

  "CREATE TABLE version ("
  "  number INTEGER PRIMARY KEY,"
  "  id TEXT NOT NULL UNIQUE CHECK (id <> ''),"
  "  picture_id TEXT NOT NULL REFERENCES picture (id),"
  "  parent_id TEXT REFERENCES version (id),"
  "  kind TEXT NOT NULL CHECK (kind IN ('opened', 'edited', 'generated')),"
  "  name TEXT,"
  "  created INTEGER NOT NULL,"
  "  sha256 TEXT NOT NULL REFERENCES object (sha256),"
  "  media_type TEXT NOT NULL,"
  "  width INTEGER NOT NULL CHECK (width > 0),"
  "  height INTEGER NOT NULL CHECK (height > 0),"
  "  job_id TEXT,"
  "  position INTEGER NOT NULL CHECK (position >= 0),"
  "  prompt TEXT,"
  "  negative_prompt TEXT,"
  "  provider TEXT,"
  "  seed INTEGER NOT NULL CHECK (seed >= -1),"
  "  cost_micros INTEGER NOT NULL CHECK (cost_micros >= 0),"
  "  cost_currency TEXT NOT NULL,"
  "  cost_kind TEXT NOT NULL"
  ") STRICT;"
  "CREATE INDEX version_picture ON version (picture_id, number);"
  "CREATE INDEX version_root ON version (sha256, number) WHERE parent_id IS NULL;"
  "CREATE INDEX version_parent ON version (parent_id);"

  "CREATE TABLE version_reference ("
  "  version_id TEXT NOT NULL REFERENCES version (id) ON DELETE CASCADE,"
  "  position INTEGER NOT NULL CHECK (position >= 0),"
  "  sha256 TEXT NOT NULL CHECK (length (sha256) = 64 AND sha256 NOT GLOB '*[^0-9a-f]*'),"
  "  PRIMARY KEY (version_id, position)"
  ") STRICT, WITHOUT ROWID;"

  "CREATE TABLE job ("
  "  number INTEGER PRIMARY KEY,"
  "  id TEXT NOT NULL UNIQUE CHECK (id <> ''),"
  "  picture_id TEXT,"
  "  parent_id TEXT,"
  "  provider TEXT NOT NULL,"
  "  endpoint TEXT,"
  "  operation TEXT NOT NULL,"
  "  request TEXT NOT NULL,"
  "  reference_list TEXT NOT NULL CHECK (json_valid (reference_list)),"
  "  state TEXT NOT NULL CHECK (state <> ''),"
  "  remote_id TEXT,"
  "  link_list TEXT NOT NULL CHECK (json_valid (link_list)),"
  "  result_list TEXT NOT NULL CHECK (json_valid (result_list)),"
  "  submits INTEGER NOT NULL CHECK (submits >= 0),"
  "  created INTEGER NOT NULL,"
  "  updated INTEGER NOT NULL,"
  "  submitted_at INTEGER NOT NULL,"
  "  cost_micros INTEGER NOT NULL CHECK (cost_micros >= 0),"
  "  cost_currency TEXT NOT NULL,"
  "  cost_kind TEXT NOT NULL,"
  "  error_code TEXT,"
  "  error_message TEXT,"
  "  billed TEXT NOT NULL CHECK (billed IN ('no', 'yes', 'unknown'))"
  ") STRICT;"
  "CREATE INDEX job_created ON job (created, number);"
  "CREATE INDEX job_open ON job (created, number) WHERE state NOT IN ('done', 'failed', 'cancelled');",

  "CREATE TABLE upload ("
  "  provider TEXT NOT NULL,"
  "  endpoint TEXT NOT NULL," /* '' for the provider's real address */
  "  sha256 TEXT NOT NULL CHECK (length (sha256) = 64 AND sha256 NOT GLOB '*[^0-9a-f]*'),"
  "  link TEXT NOT NULL CHECK (link <> ''),"
  "  expires_at INTEGER NOT NULL,"
  "  PRIMARY KEY (provider, endpoint, sha256)"
  ") STRICT, WITHOUT ROWID;"
  "CREATE INDEX upload_expires ON upload (expires_at);",

  "ALTER TABLE version ADD COLUMN recipe TEXT;", /* NULL: the file as it is; else see PentimentoRecipe */

  "ALTER TABLE job ADD COLUMN given_up INTEGER NOT NULL DEFAULT 0 CHECK (given_up IN (0, 1));"
  "ALTER TABLE job ADD COLUMN late INTEGER NOT NULL DEFAULT 0 CHECK (late IN (0, 1));",

  "CREATE TABLE batch ("
  "  number INTEGER PRIMARY KEY,"
  "  id TEXT NOT NULL UNIQUE CHECK (id <> ''),"
  "  created INTEGER NOT NULL,"
  "  state TEXT NOT NULL CHECK (state IN ('open', 'incomplete', 'ended')),"
  "  provider TEXT NOT NULL,"
  "  endpoint TEXT,"
  "  request TEXT NOT NULL CHECK (json_valid (request)),"
  "  reference_list TEXT NOT NULL," /* SHA-256s with blanks between them */
  "  output TEXT NOT NULL CHECK (output <> ''),"
  "  budget_micros INTEGER CHECK (budget_micros >= 0)"
  ") STRICT;"
  "CREATE UNIQUE INDEX batch_output ON batch (output) WHERE state <> 'ended';" /* one batch at a time fills a folder */

  "CREATE TABLE batch_item ("
  "  batch_id TEXT NOT NULL REFERENCES batch (id) ON DELETE CASCADE,"
  "  position INTEGER NOT NULL CHECK (position >= 0),"
  "  source TEXT NOT NULL,"
  "  sha256 TEXT CHECK (length (sha256) = 64 AND sha256 NOT GLOB '*[^0-9a-f]*'),"
  "  target TEXT CHECK (target <> ''),"
  "  job_id TEXT CHECK (job_id <> ''),"
  "  state TEXT NOT NULL CHECK (state IN"
  "    ('waiting', 'running', 'done', 'failed', 'unknown', 'not-a-picture', 'skipped')),"
  "  message TEXT,"
  "  PRIMARY KEY (batch_id, position)"
  ") STRICT, WITHOUT ROWID;"
  "CREATE UNIQUE INDEX batch_item_target ON batch_item (batch_id, target);"
  "CREATE UNIQUE INDEX batch_item_job ON batch_item (job_id) WHERE job_id IS NOT NULL;"
  "CREATE INDEX version_job ON version (job_id, position) WHERE job_id IS NOT NULL;"
  "CREATE INDEX job_submitted ON job (submitted_at) WHERE submits > 0;",

  /* One more kind of version. SQLite cannot change what a column may hold, so the rows move to a new table (sqlite.org/lang_altertable.html, 7). */
  "CREATE TABLE new_version ("
  "  number INTEGER PRIMARY KEY,"
  "  id TEXT NOT NULL UNIQUE CHECK (id <> ''),"
  "  picture_id TEXT NOT NULL REFERENCES picture (id),"
  "  parent_id TEXT REFERENCES version (id),"
  "  kind TEXT NOT NULL CHECK (kind IN ('opened', 'edited', 'generated', 'changed')),"
  "  name TEXT,"
  "  created INTEGER NOT NULL,"
  "  sha256 TEXT NOT NULL REFERENCES object (sha256),"
  "  media_type TEXT NOT NULL,"
  "  width INTEGER NOT NULL CHECK (width > 0),"
  "  height INTEGER NOT NULL CHECK (height > 0),"
  "  job_id TEXT,"
  "  position INTEGER NOT NULL CHECK (position >= 0),"
  "  prompt TEXT,"
  "  negative_prompt TEXT,"
  "  provider TEXT,"
  "  seed INTEGER NOT NULL CHECK (seed >= -1),"
  "  cost_micros INTEGER NOT NULL CHECK (cost_micros >= 0),"
  "  cost_currency TEXT NOT NULL,"
  "  cost_kind TEXT NOT NULL,"
  "  recipe TEXT"
  ") STRICT;"
  "INSERT INTO new_version (" VERSION_COLUMNS ") SELECT " VERSION_COLUMNS " FROM version;"
  "DROP TABLE version;"
  "ALTER TABLE new_version RENAME TO version;"
  "CREATE INDEX version_picture ON version (picture_id, number);"
  "CREATE INDEX version_root ON version (sha256, number) WHERE parent_id IS NULL;"
  "CREATE INDEX version_parent ON version (parent_id);"
  "CREATE INDEX version_job ON version (job_id, position) WHERE job_id IS NOT NULL;",

  /* What a person says of a version, the trash, and full-text search. `revision` counts up with each change of a row that was there already, so that
   * lists can follow; a row that was removed leaves its number, which is not given again, and its parent, whose child its children become. */
  "ALTER TABLE version ADD COLUMN title TEXT CHECK (title <> '');"
  "ALTER TABLE version ADD COLUMN starred INTEGER NOT NULL DEFAULT 0 CHECK (starred IN (0, 1));"
  "ALTER TABLE version ADD COLUMN rejected INTEGER NOT NULL DEFAULT 0 CHECK (rejected IN (0, 1));"
  "ALTER TABLE version ADD COLUMN trashed INTEGER;" /* since when it is in the trash */
  "ALTER TABLE version ADD COLUMN revision INTEGER NOT NULL DEFAULT 0;"
  "CREATE TABLE removed_version ("
  "  number INTEGER PRIMARY KEY,"
  "  id TEXT NOT NULL UNIQUE,"
  "  parent_id TEXT,"
  "  revision INTEGER NOT NULL"
  ") STRICT;"
  "CREATE INDEX removed_version_revision ON removed_version (revision);"
  "CREATE INDEX version_revision ON version (revision);"
  "CREATE INDEX version_object ON version (sha256);"
  "CREATE INDEX version_provider ON version (provider, number);"
  "CREATE INDEX version_kind ON version (kind, number);"
  "CREATE INDEX version_starred ON version (number) WHERE starred = 1;"
  "CREATE INDEX version_rejected ON version (number) WHERE rejected = 1;"
  "CREATE INDEX version_trashed ON version (number) WHERE trashed IS NOT NULL;"
  "CREATE INDEX version_recipe ON version (number) WHERE recipe IS NOT NULL;"
  "CREATE INDEX version_reference_object ON version_reference (sha256);"
  "CREATE INDEX picture_current ON picture (current_id);"
  "CREATE INDEX object_created ON object (created);"
  "CREATE INDEX job_unknown ON job (picture_id) WHERE state = 'unknown';"
  "CREATE VIRTUAL TABLE version_text USING fts5 (" TEXT_COLUMNS ", content = 'version', content_rowid = 'number', "
  "  tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3');"
  "INSERT INTO version_text (version_text) VALUES ('rebuild');"
  "CREATE TRIGGER version_text_insert AFTER INSERT ON version BEGIN"
  "  INSERT INTO version_text (rowid, " TEXT_COLUMNS ") VALUES (new.number, " TEXTS_OF (
      "new") ");"
             "END;"
             "CREATE TRIGGER version_text_delete AFTER DELETE ON version BEGIN"
             "  INSERT INTO version_text (version_text, rowid, " TEXT_COLUMNS
             ") VALUES ('delete', old.number, " TEXTS_OF (
                 "old") ");"
                        "END;"
                        "CREATE TRIGGER version_text_update AFTER UPDATE OF " TEXT_COLUMNS " ON version BEGIN"
                        "  INSERT INTO version_text (version_text, rowid, " TEXT_COLUMNS
                        ") VALUES ('delete', old.number, " TEXTS_OF (
                            "old") ");"
                                   "  INSERT INTO version_text (rowid, " TEXT_COLUMNS
                                   ") VALUES (new.number, " TEXTS_OF ("new") ");"
                                                                             "END;",

  /* What lay open when the program was there last. */
  "CREATE TABLE workspace ("
  "  number INTEGER PRIMARY KEY,"
  "  id TEXT NOT NULL UNIQUE CHECK (id <> ''),"
  "  state TEXT NOT NULL CHECK (json_valid (state))"
  ") STRICT;",

  /* What was found when a result was put into a picture (see PentimentoMeasured), and what a job's results have come to before its versions are written. */
  "ALTER TABLE version ADD COLUMN measured TEXT CHECK (measured IS NULL OR json_valid (measured));"
  "ALTER TABLE job ADD COLUMN outcome_list TEXT NOT NULL DEFAULT '[]' CHECK (json_valid (outcome_list));",

  /* Tags: a JSON array in the row, which the full-text index takes its words from, and a row for each in an index of their own. */
  "ALTER TABLE version ADD COLUMN tags TEXT CHECK (tags IS NULL OR json_valid (tags));"
  "CREATE TABLE version_tag ("
  "  tag TEXT NOT NULL COLLATE NOCASE CHECK (tag <> ''),"
  "  number INTEGER NOT NULL,"
  "  PRIMARY KEY (tag, number)"
  ") STRICT, WITHOUT ROWID;"
  "CREATE INDEX version_pixels ON version (width * height, number);"
  "CREATE INDEX version_cost ON version (cost_micros, number);"
  "DROP TRIGGER IF EXISTS version_text_insert;"
  "DROP TRIGGER IF EXISTS version_text_delete;"
  "DROP TRIGGER IF EXISTS version_text_update;"
  "DROP TABLE IF EXISTS version_text;"
  "CREATE VIRTUAL TABLE version_text USING fts5 (" TAGGED_TEXT_COLUMNS
  ", content = 'version', content_rowid = 'number', "
  "  tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3 4 5 6');"
  "INSERT INTO version_text (version_text) VALUES ('rebuild');"
  "CREATE TRIGGER version_text_insert AFTER INSERT ON version BEGIN"
  "  INSERT INTO version_text (rowid, " TAGGED_TEXT_COLUMNS ") VALUES (new.number, " TAGGED_TEXTS_OF (
      "new") ");"
             "  INSERT INTO version_tag SELECT value, new.number FROM json_each (new.tags);"
             "END;"
             "CREATE TRIGGER version_text_delete AFTER DELETE ON version BEGIN"
             "  INSERT INTO version_text (version_text, rowid, " TAGGED_TEXT_COLUMNS
             ") VALUES ('delete', old.number, " TAGGED_TEXTS_OF (
                 "old") ");"
                        "  DELETE FROM version_tag WHERE number = old.number AND tag IN (SELECT value FROM json_each "
                        "(old.tags));"
                        "END;"
                        "CREATE TRIGGER version_text_update AFTER UPDATE OF " TAGGED_TEXT_COLUMNS " ON version BEGIN"
                        "  INSERT INTO version_text (version_text, rowid, " TAGGED_TEXT_COLUMNS
                        ") VALUES ('delete', old.number, " TAGGED_TEXTS_OF (
                            "old") ");"
                                   "  INSERT INTO version_text (rowid, " TAGGED_TEXT_COLUMNS
                                   ") VALUES (new.number, " TAGGED_TEXTS_OF (
                                       "new") ");"
                                              "  DELETE FROM version_tag WHERE number = old.number AND tag IN (SELECT "
                                              "value FROM json_each (old.tags));"
                                              "  INSERT INTO version_tag SELECT value, new.number FROM json_each "
                                              "(new.tags);"
                                              "END;",

  /* Prompts that a person took out of the list of those used before, until they are used again; and prompts kept to be used again. */
  "CREATE TABLE hidden_prompt ("
  "  prompt TEXT PRIMARY KEY CHECK (prompt <> ''),"
  "  number INTEGER NOT NULL" /* of the newest version there was by then */
  ") STRICT, WITHOUT ROWID;"
  "CREATE TABLE template ("
  "  name TEXT PRIMARY KEY COLLATE NOCASE CHECK (name <> ''),"
  "  content TEXT NOT NULL CHECK (json_valid (content))"
  ") STRICT, WITHOUT ROWID;",
};
