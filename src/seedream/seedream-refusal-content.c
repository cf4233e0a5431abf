/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "seedream-refusal-content.h"

#include <glib/gi18n-lib.h>

#include "seedream-refusal-text.h"

typedef struct {
  const char *words; /* in lower case */
  SeedreamContent content;
} Row;

/* The safety codes of Seedream's own API (its table of error codes), which shine through the texts of its resellers. The first that
 * is met counts. */
static const Row codes[] = {
  { "outputimagesensitivecontentdetected", SEEDREAM_CONTENT_RESULT },
  { "outputimageriskdetection", SEEDREAM_CONTENT_RESULT },
  { "severeviolation", SEEDREAM_CONTENT_SEVERE },
  { "privacyinformation", SEEDREAM_CONTENT_PERSON },
  { "inputtextsensitivecontentdetected", SEEDREAM_CONTENT_PROMPT },
  { "inputtextriskdetection", SEEDREAM_CONTENT_PROMPT },
  { "inputimagesensitivecontentdetected", SEEDREAM_CONTENT_PICTURE },
  { "inputimageriskdetection", SEEDREAM_CONTENT_PICTURE },
  { "sensitivecontentdetected", SEEDREAM_CONTENT_REFUSED },
  { "riskdetection", SEEDREAM_CONTENT_REFUSED },
};

/* How resellers say it: Atlas Cloud's page on errors, failure texts of KIE and sinancode, and Seedream's own messages. */
static const Row phrases[] = {
  { "severe violation", SEEDREAM_CONTENT_SEVERE },
  { "contain real person", SEEDREAM_CONTENT_PERSON },
  { "contains real person", SEEDREAM_CONTENT_PERSON },
  { "contain a real person", SEEDREAM_CONTENT_PERSON },
  { "contains a real person", SEEDREAM_CONTENT_PERSON },
  { "real human face", SEEDREAM_CONTENT_PERSON },
  { "public figure", SEEDREAM_CONTENT_PERSON },
  { "content moderation", SEEDREAM_CONTENT_REFUSED },
  { "by moderation", SEEDREAM_CONTENT_REFUSED },
  { "content_rejected", SEEDREAM_CONTENT_REFUSED },
  { "content polic", SEEDREAM_CONTENT_REFUSED },
  { "content_policy", SEEDREAM_CONTENT_REFUSED },
  { "sensitive content", SEEDREAM_CONTENT_REFUSED },
  { "sensitive information", SEEDREAM_CONTENT_REFUSED },
  { "sensitive word", SEEDREAM_CONTENT_REFUSED },
  { "flagged as", SEEDREAM_CONTENT_REFUSED },
  { "flagged by", SEEDREAM_CONTENT_REFUSED },
  { "nsfw content", SEEDREAM_CONTENT_REFUSED },
  { "inappropriate content", SEEDREAM_CONTENT_REFUSED },
  { "prohibited content", SEEDREAM_CONTENT_REFUSED },
  { "safety system", SEEDREAM_CONTENT_REFUSED },
  { "safety filter", SEEDREAM_CONTENT_REFUSED },
  { "image was rejected", SEEDREAM_CONTENT_PICTURE },
};

/* What the rest of such a text is about. */
static const char *const of_result[]
    = { "output image", "generated image", "generated content", "generated result", "the result ", NULL };
static const char *const of_prompt[] = { "prompt", "input text", NULL };
static const char *const of_picture[] = { "image", "picture", "photo", NULL };

static SeedreamContent
look_up (const char *text, const Row *rows, guint n)
{
  for (guint i = 0; i < n; i++)
    if (seedream_refusal_text_mentions (text, (const char *const[]){ rows[i].words, NULL }))
      return rows[i].content;
  return SEEDREAM_CONTENT_PASSED;
}

/* A text that speaks of prompt and pictures says nothing. */
static SeedreamContent
find_subject (const char *text)
{
  gboolean prompt = seedream_refusal_text_mentions (text, of_prompt);
  gboolean picture = seedream_refusal_text_mentions (text, of_picture);

  if (seedream_refusal_text_mentions (text, of_result))
    return SEEDREAM_CONTENT_RESULT;
  if (prompt == picture)
    return SEEDREAM_CONTENT_REFUSED;
  return prompt ? SEEDREAM_CONTENT_PROMPT : SEEDREAM_CONTENT_PICTURE;
}

SeedreamContent
seedream_refusal_find_content (const char *text, gboolean codes_only)
{
  SeedreamContent content = look_up (text, codes, G_N_ELEMENTS (codes));

  if (content == SEEDREAM_CONTENT_PASSED && !codes_only)
    content = look_up (text, phrases, G_N_ELEMENTS (phrases));
  return content == SEEDREAM_CONTENT_REFUSED ? find_subject (text) : content;
}

static char *
describe_picture (guint picture)
{
  if (picture == 0)
    return g_strdup (_ ("The provider’s safety check refused a picture. Replace it or leave it out, then try again."));
  return g_strdup_printf (
      _ ("The provider’s safety check refused picture %u. Replace it or leave it out, then try again."), picture);
}

static char *
describe_person (guint picture)
{
  if (picture == 0)
    return g_strdup (_ ("The provider’s safety check sees a real person’s likeness in a picture and refused it. Use a "
                        "picture in which nobody can be recognised."));
  return g_strdup_printf (_ ("The provider’s safety check sees a real person’s likeness in picture %u and refused it. "
                             "Use a picture in which nobody can be recognised."),
                          picture);
}

char *
seedream_refusal_describe_content (SeedreamContent content, guint picture)
{
  switch (content)
    {
    case SEEDREAM_CONTENT_PROMPT:
      return g_strdup (_ ("The provider’s safety check refused the prompt. Say it in other words, then try again."));
    case SEEDREAM_CONTENT_PICTURE:
      return describe_picture (picture);
    case SEEDREAM_CONTENT_PERSON:
      return describe_person (picture);
    case SEEDREAM_CONTENT_RESULT:
      return g_strdup (_ ("The picture was made, but the provider’s safety check refused to hand it out. Change the "
                          "prompt or the pictures before you try again."));
    case SEEDREAM_CONTENT_SEVERE:
      return g_strdup (_ ("The provider’s safety check sees a severe violation of its rules. Do not send this again: "
                          "it may cost you the account."));
    case SEEDREAM_CONTENT_PASSED:
    case SEEDREAM_CONTENT_REFUSED:
    default:
      return g_strdup (_ ("The provider’s safety check refused the prompt or a picture. Change it and try again."));
    }
}
