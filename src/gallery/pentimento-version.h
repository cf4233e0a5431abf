/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/** How a version came to be. */
typedef enum {
  PENTIMENTO_VERSION_OPENED, /* a file the person opened: the root of a history, or where it has a parent, edited elsewhere */
  PENTIMENTO_VERSION_EDITED,    /* made by a provider from pictures and a prompt */
  PENTIMENTO_VERSION_GENERATED, /* made by a provider from a prompt alone: also a root */
  PENTIMENTO_VERSION_CHANGED,   /* by local operations: the same file with another recipe */
} PentimentoVersionKind;

/** Returns: "opened", "edited", "generated" or "changed", for machines and the database */
const char *pentimento_version_kind_to_string (PentimentoVersionKind kind);
gboolean pentimento_version_kind_from_string (const char *text, PentimentoVersionKind *kind);

/**
 * PentimentoVersion:
 *
 * One version of a picture: which stored picture file, what is done to it, and how it came to be. Immutable; made by g_object_new() with construct-only properties:
 * `id` and `picture-id` (UUIDs), `parent-id` (nullable: a root), `kind` (int), `name` (nullable), `created` (int64, microseconds since 1970 UTC),
 * `sha256` (of its received bytes), `media-type` (of these), `recipe` (nullable: a #PentimentoRecipe as text; %NULL for the file as it is), `width` and `height` (after
 * its recipe), `measured` (nullable: see pentimento_version_get_measured()), `job-id` (nullable), `position` (uint: which result of that job, from 0), and for what a
 * provider made `prompt`, `negative-prompt`, `provider` (nullable strings), `seed` (int64, -1 for none), `cost-micros` (int64, this version's share),
 * `cost-currency`, `cost-kind` (strings as the service layer spells them; "unknown"), `references` (a %GStrv of SHA-256s in the order sent, without the edited
 * picture itself). What the person says of it, as it was when it was read: `title` (nullable: a name of the person's own), `tags` (a %GStrv), `starred`, `rejected`, `trashed` (int64,
 * when it was put into the trash; 0 where it is not). `number` (int64, 0 before it is in the library) is the order in which versions came.
 */
#define PENTIMENTO_TYPE_VERSION (pentimento_version_get_type ())
G_DECLARE_FINAL_TYPE (PentimentoVersion, pentimento_version, PENTIMENTO, VERSION, GObject)

/**
 * pentimento_version_copy_as:
 * @parent_id: (nullable): of a root
 *
 * Returns: (transfer full): the same version by other ids, in no library and no trash, and of no job
 */
PentimentoVersion *
pentimento_version_copy_as (PentimentoVersion *self, const char *id, const char *picture_id, const char *parent_id);

const char *pentimento_version_get_id (PentimentoVersion *self);
const char *pentimento_version_get_picture_id (PentimentoVersion *self);
const char *pentimento_version_get_parent_id (PentimentoVersion *self);
PentimentoVersionKind pentimento_version_get_kind (PentimentoVersion *self);
const char *pentimento_version_get_name (PentimentoVersion *self);
gint64 pentimento_version_get_created (PentimentoVersion *self);
const char *pentimento_version_get_sha256 (PentimentoVersion *self);

/** Returns: what tells its picture from others, as pentimento_image_get_identity() says it */
const char *pentimento_version_get_identity (PentimentoVersion *self);
const char *pentimento_version_get_media_type (PentimentoVersion *self);
int pentimento_version_get_width (PentimentoVersion *self);
int pentimento_version_get_height (PentimentoVersion *self);
const char *pentimento_version_get_job_id (PentimentoVersion *self);
guint pentimento_version_get_position (PentimentoVersion *self);
const char *pentimento_version_get_prompt (PentimentoVersion *self);
const char *pentimento_version_get_negative_prompt (PentimentoVersion *self);
const char *pentimento_version_get_provider (PentimentoVersion *self);
gint64 pentimento_version_get_seed (PentimentoVersion *self);
gint64 pentimento_version_get_cost_micros (PentimentoVersion *self);
const char *pentimento_version_get_cost_currency (PentimentoVersion *self);
const char *pentimento_version_get_cost_kind (PentimentoVersion *self);
const char *pentimento_version_get_recipe (PentimentoVersion *self);

/** Returns: (nullable): what pentimento_measured_to_string() says of a result that was put into a picture */
const char *pentimento_version_get_measured (PentimentoVersion *self);

/** Returns: (transfer full) (nullable): the same for a person, see pentimento_measured_describe(); %NULL where nothing was measured */
char *pentimento_version_describe_measured (PentimentoVersion *self);
const char *const *pentimento_version_get_references (PentimentoVersion *self);
const char *pentimento_version_get_title (PentimentoVersion *self);
const char *const *pentimento_version_get_tags (PentimentoVersion *self);
gboolean pentimento_version_get_starred (PentimentoVersion *self);
gboolean pentimento_version_get_rejected (PentimentoVersion *self);
gint64 pentimento_version_get_trashed (PentimentoVersion *self);
gint64 pentimento_version_get_number (PentimentoVersion *self);

/**
 * pentimento_version_describe_change:
 * @parent: (nullable): the version that it was made from
 *
 * Returns: what a local edit did, translated, such as "Cropped": see pentimento_recipe_describe_change()
 */
const char *pentimento_version_describe_change (PentimentoVersion *self, PentimentoVersion *parent);

G_END_DECLS
