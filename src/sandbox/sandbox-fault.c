/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sandbox-fault.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define AT_CALLS                                                                                                       \
  (SANDBOX_AT_SUBMIT | SANDBOX_AT_POLL | SANDBOX_AT_CANCEL | SANDBOX_AT_RESULT | SANDBOX_AT_HEALTH | SANDBOX_AT_UPLOAD)
#define AT_MAKING (SANDBOX_AT_SUBMIT | SANDBOX_AT_JOB)

struct _SandboxFaults {
  GMutex lock;
  GPtrArray *faults;
};

/* What may follow a kind's colon: so many numbers between two bounds, or a text. */
typedef struct {
  const char *word;
  SandboxFaultKind kind;
  SandboxPoint usual;
  SandboxPoint allowed;
  int min_numbers;
  int max_numbers;
  int lowest;
  int highest;
  gboolean text;
  const char *usage;
  const char *help;
} FaultWord;

static const FaultWord fault_words[] = {
  { "delay", SANDBOX_FAULT_DELAY, SANDBOX_AT_JOB, AT_CALLS | SANDBOX_AT_JOB, 1, 1, 0, 3600000, FALSE, "delay:MS",
    N_ ("The job takes MS milliseconds instead of 400; with at= a call, that answer comes MS milliseconds late.") },
  { "status", SANDBOX_FAULT_STATUS, SANDBOX_AT_SUBMIT, AT_CALLS, 1, 1, 200, 599, FALSE, "status:CODE",
    N_ ("Answers with an HTTP status, in the provider’s words, and does nothing; KIE AI puts its own codes into the "
        "body of "
        "an answer with status 200. retry=SECONDS adds a Retry-After header.") },
  { "html", SANDBOX_FAULT_HTML, SANDBOX_AT_SUBMIT, AT_CALLS, 0, 1, 200, 599, FALSE, "html[:CODE]",
    N_ ("Answers with a web page, as a proxy in trouble would, and does nothing; status 200 if no other is given.") },
  { "cut", SANDBOX_FAULT_CUT, SANDBOX_AT_SUBMIT, AT_CALLS, 0, 0, 0, 0, FALSE, "cut",
    N_ ("Reads the request, does nothing, and resets the connection.") },
  { "stall", SANDBOX_FAULT_STALL, SANDBOX_AT_SUBMIT, AT_CALLS, 0, 0, 0, 0, FALSE, "stall",
    N_ ("Reads the request, does nothing, and never answers.") },
  { "redirect", SANDBOX_FAULT_REDIRECT, SANDBOX_AT_POLL, AT_CALLS, 0, 0, 0, 0, TRUE, "redirect:URL",
    N_ ("Redirects to URL with status 307, which keeps the method.") },
  { "not-found", SANDBOX_FAULT_NOT_FOUND, SANDBOX_AT_POLL, AT_CALLS, 0, 0, 0, 0, FALSE, "not-found",
    N_ ("Answers as for an unknown job or an expired link.") },
  { "lose", SANDBOX_FAULT_LOSE, SANDBOX_AT_SUBMIT, AT_CALLS, 0, 0, 0, 0, FALSE, "lose",
    N_ ("Does what was asked, and resets the connection instead of answering: the lost answer.") },
  { "half", SANDBOX_FAULT_HALF, SANDBOX_AT_RESULT, AT_CALLS, 0, 0, 0, 0, FALSE, "half",
    N_ ("Sends half of the answer’s bytes, then closes the connection.") },
  { "chunked-cut", SANDBOX_FAULT_CHUNKED_CUT, SANDBOX_AT_RESULT, AT_CALLS, 0, 0, 0, 0, FALSE, "chunked-cut",
    N_ ("As “half”, in a chunked answer that ends between two chunks.") },
  { "garbage", SANDBOX_FAULT_GARBAGE, SANDBOX_AT_RESULT, AT_CALLS, 0, 0, 0, 0, FALSE, "garbage",
    N_ ("Answers with meaningless bytes of the right length.") },
  { "huge", SANDBOX_FAULT_HUGE, SANDBOX_AT_POLL, AT_CALLS, 0, 0, 0, 0, FALSE, "huge",
    N_ ("Pads the answer to 64 MiB.") },
  { "bomb", SANDBOX_FAULT_BOMB, SANDBOX_AT_RESULT, SANDBOX_AT_RESULT, 0, 0, 0, 0, FALSE, "bomb",
    N_ ("The result is a small PNG file that claims 60000 × 60000 pixels.") },
  { "never-finish", SANDBOX_FAULT_NEVER_FINISH, SANDBOX_AT_JOB, AT_MAKING, 0, 0, 0, 0, FALSE, "never-finish",
    N_ ("The job stays in progress.") },
  { "fail", SANDBOX_FAULT_FAIL, SANDBOX_AT_JOB, AT_MAKING, 0, 0, 0, 0, TRUE, "fail[:TEXT]",
    N_ ("The job fails and says TEXT.") },
  { "refuse", SANDBOX_FAULT_REFUSE, SANDBOX_AT_JOB, AT_MAKING, 0, 0, 0, 0, TRUE, "refuse[:CODE]",
    N_ ("The job fails because the content is refused, with the model’s safety code.") },
  { "empty", SANDBOX_FAULT_EMPTY, SANDBOX_AT_JOB, AT_MAKING, 0, 0, 0, 0, FALSE, "empty",
    N_ ("The job completes without any result.") },
  { "spelling", SANDBOX_FAULT_SPELLING, SANDBOX_AT_JOB, AT_MAKING, 0, 0, 0, 0, TRUE, "spelling:WORD",
    N_ ("How the result is told: “result”, “image”, “images”, “url”, or “bare” at Runpod; “images”, “data”, “url”, "
        "“b64_json”, or “inline” at AI/ML API; “bare”, “objects”, “b64_json”, or “inline” at Atlas Cloud; “objects” at "
        "sinancode.") },
  { "fewer", SANDBOX_FAULT_FEWER, SANDBOX_AT_JOB, AT_MAKING, 1, 1, 1, 15, FALSE, "fewer:N",
    N_ ("The job makes N results at most, whatever number was asked for.") },
  { "partial", SANDBOX_FAULT_PARTIAL, SANDBOX_AT_JOB, AT_MAKING, 0, 0, 0, 0, TRUE, "partial[:CODE]",
    N_ ("The last result is missing because its content is refused; ModelArk says so beside the others, with the "
        "model’s safety code.") },
  { "hidden", SANDBOX_FAULT_HIDDEN, SANDBOX_AT_JOB, AT_MAKING, 1, 1, 1, 3600000, FALSE, "hidden:MS",
    N_ ("The job is unknown to those who ask after it for the first MS milliseconds.") },
  { "expire", SANDBOX_FAULT_EXPIRE, SANDBOX_AT_UPLOAD, SANDBOX_AT_UPLOAD, 1, 1, 0, 3600000, FALSE, "expire:MS",
    N_ ("What is uploaded is gone after MS milliseconds.") },
  { "blocked", SANDBOX_FAULT_BLOCKED, SANDBOX_AT_SUBMIT, AT_CALLS, 0, 0, 0, 0, FALSE, "blocked",
    N_ ("Answers with status 403 and “error code: 1010”, as the provider’s guard against robots does.") },
  { "wrong-type", SANDBOX_FAULT_WRONG_TYPE, SANDBOX_AT_JOB, AT_MAKING, 0, 0, 0, 0, FALSE, "wrong-type",
    N_ ("The result is a PNG file that is called image/jpeg.") },
  { "shift", SANDBOX_FAULT_SHIFT, SANDBOX_AT_JOB, AT_MAKING, 2, 2, -4096, 4096, FALSE, "shift:X:Y",
    N_ ("The result is shifted by so many pixels to the right and down.") },
  { "scale", SANDBOX_FAULT_SCALE, SANDBOX_AT_JOB, AT_MAKING, 1, 1, -500, 500, FALSE, "scale:N",
    N_ ("Everything in the result is larger about its middle by so many thousandths.") },
  { "tint", SANDBOX_FAULT_TINT, SANDBOX_AT_JOB, AT_MAKING, 3, 3, -255, 255, FALSE, "tint:R:G:B",
    N_ ("So much is added to the result’s red, green and blue.") },
  { "size", SANDBOX_FAULT_SIZE, SANDBOX_AT_JOB, AT_MAKING, 2, 2, 64, 8192, FALSE, "size:WxH",
    N_ ("The result has this size instead of the one asked for.") },
};

static const struct {
  const char *word;
  SandboxPoint point;
} points[] = {
  { "submit", SANDBOX_AT_SUBMIT }, { "poll", SANDBOX_AT_POLL },     { "cancel", SANDBOX_AT_CANCEL },
  { "result", SANDBOX_AT_RESULT }, { "health", SANDBOX_AT_HEALTH }, { "job", SANDBOX_AT_JOB },
  { "upload", SANDBOX_AT_UPLOAD },
};

static const char *const spellings[]
    = { "result", "image", "images", "url", "bare", "data", "b64_json", "inline", "objects", NULL };

void
sandbox_fault_free (SandboxFault *self)
{
  g_free (self->text);
  g_free (self);
}

static gboolean
refuse_word (const char *word, GError **error)
{
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, _ ("“%s” is not understood in a fault."), word);
  return FALSE;
}

static const FaultWord *
find_fault_word (const char *word)
{
  gsize length = strcspn (word, ":");

  for (gsize i = 0; i < G_N_ELEMENTS (fault_words); i++)
    if (strlen (fault_words[i].word) == length && strncmp (fault_words[i].word, word, length) == 0)
      return &fault_words[i];
  return NULL;
}

static gboolean
read_numbers (SandboxFault *self, const FaultWord *kind, const char *text)
{
  g_auto (GStrv) parts = g_strsplit_set (text, ":x", -1);
  int count = (int)g_strv_length (parts);

  if (count < kind->min_numbers || count > kind->max_numbers)
    return FALSE;
  for (int i = 0; i < count; i++)
    {
      gint64 number;

      if (!g_ascii_string_to_signed (parts[i], 10, kind->lowest, kind->highest, &number, NULL))
        return FALSE;
      self->numbers[i] = (int)number;
    }
  return TRUE;
}

static gboolean
text_is_fitting (SandboxFaultKind kind, const char *text)
{
  if (kind == SANDBOX_FAULT_SPELLING)
    return text != NULL && g_strv_contains (spellings, text);
  if (kind == SANDBOX_FAULT_REDIRECT)
    return text != NULL && g_uri_is_valid (text, G_URI_FLAGS_NONE, NULL);
  return text == NULL || *text != '\0';
}

static gboolean
read_kind (SandboxFault *self, const FaultWord *kind, const char *word)
{
  const char *colon = strchr (word, ':');
  const char *argument = colon != NULL ? colon + 1 : NULL;

  self->kind = kind->kind;
  self->points = kind->usual;
  if (kind->text)
    {
      self->text = g_strdup (argument);
      return text_is_fitting (kind->kind, argument);
    }
  if (argument == NULL)
    return kind->min_numbers == 0;
  return kind->max_numbers > 0 && read_numbers (self, kind, argument);
}

static gboolean
read_point (SandboxFault *self, SandboxPoint allowed, const char *name)
{
  if (g_str_equal (name, "any"))
    {
      self->points = allowed;
      return TRUE;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (points); i++)
    if (g_str_equal (points[i].word, name))
      {
        /* Jobs are made by submitting: both words mean the same moment. */
        self->points = allowed == AT_MAKING ? SANDBOX_AT_JOB : points[i].point;
        return (points[i].point & allowed) != 0;
      }
  return FALSE;
}

static gboolean
read_count (const char *text, guint lowest, guint *count)
{
  guint64 number;

  if (!g_ascii_string_to_unsigned (text, 10, lowest, G_MAXUINT - 1, &number, NULL))
    return FALSE;
  *count = (guint)number;
  return TRUE;
}

static gboolean
read_modifier (SandboxFault *self, const FaultWord *kind, const char *word)
{
  const char *value;

  if (g_str_has_prefix (word, "at="))
    return read_point (self, kind->allowed, word + strlen ("at="));
  if (g_str_has_prefix (word, "times="))
    return read_count (word + strlen ("times="), 1, &self->left);
  if (g_str_has_prefix (word, "after="))
    return read_count (word + strlen ("after="), 0, &self->skip);
  value = word + strlen ("retry=");
  return g_str_has_prefix (word, "retry=") && self->kind == SANDBOX_FAULT_STATUS
         && read_count (value, 1, &self->retry_after);
}

SandboxFault *
sandbox_fault_parse (const char *text, GError **error)
{
  g_auto (GStrv) words = g_strsplit (text, ",", -1);
  g_autoptr (SandboxFault) self = g_new0 (SandboxFault, 1);
  const FaultWord *kind = words[0] != NULL ? find_fault_word (g_strstrip (words[0])) : NULL;

  self->left = G_MAXUINT;
  if (kind == NULL || !read_kind (self, kind, words[0]))
    {
      refuse_word (words[0] != NULL ? words[0] : "", error);
      return NULL;
    }
  for (int i = 1; words[i] != NULL; i++)
    if (!read_modifier (self, kind, g_strstrip (words[i])))
      {
        refuse_word (words[i], error);
        return NULL;
      }
  return g_steal_pointer (&self);
}

static const char *
get_point_name (SandboxPoint point)
{
  for (gsize i = 0; i < G_N_ELEMENTS (points); i++)
    if (points[i].point == point)
      return points[i].word;
  return "";
}

static void
append_help (GString *text, const char *usage, const char *place, const char *help)
{
  g_string_append_printf (text, "  %-14s %-7s %s\n", usage, place, help);
}

const char *
sandbox_fault_get_help (void)
{
  static char *help;

  if (g_once_init_enter (&help))
    {
      GString *text = g_string_new (NULL);

      for (gsize i = 0; i < G_N_ELEMENTS (fault_words); i++)
        append_help (text, fault_words[i].usage, get_point_name (fault_words[i].usual), _ (fault_words[i].help));
      append_help (text, "at=PLACE", "",
                   _ ("Where: “submit”, “poll”, “cancel”, “result”, “health”, “upload”, “job”, or “any”; the second "
                      "column if it "
                      "is not given."));
      append_help (text, "times=N", "", _ ("How often; always if it is not given."));
      append_help (text, "after=N", "", _ ("Lets the first N occasions pass."));
      g_once_init_leave (&help, g_string_free (text, FALSE));
    }
  return help;
}

SandboxFaults *
sandbox_faults_new (void)
{
  SandboxFaults *self = g_new0 (SandboxFaults, 1);

  g_mutex_init (&self->lock);
  self->faults = g_ptr_array_new_with_free_func ((GDestroyNotify)sandbox_fault_free);
  return self;
}

void
sandbox_faults_free (SandboxFaults *self)
{
  g_ptr_array_unref (self->faults);
  g_mutex_clear (&self->lock);
  g_free (self);
}

gboolean
sandbox_faults_add (SandboxFaults *self, const char *words, GError **error)
{
  SandboxFault *fault = sandbox_fault_parse (words, error);

  if (fault == NULL)
    return FALSE;
  g_mutex_lock (&self->lock);
  g_ptr_array_add (self->faults, fault);
  g_mutex_unlock (&self->lock);
  return TRUE;
}

void
sandbox_faults_clear (SandboxFaults *self)
{
  g_mutex_lock (&self->lock);
  g_ptr_array_set_size (self->faults, 0);
  g_mutex_unlock (&self->lock);
}

/* Counts a match; whether the fault strikes now. */
static gboolean
fault_strikes (SandboxFault *self)
{
  if (self->skip > 0)
    {
      self->skip--;
      return FALSE;
    }
  if (self->left == 0)
    return FALSE;
  if (self->left != G_MAXUINT)
    self->left--;
  return TRUE;
}

SandboxFault *
sandbox_faults_take (SandboxFaults *self, SandboxPoint point, SandboxFaultKind kinds)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  for (guint i = 0; i < self->faults->len; i++)
    {
      SandboxFault *fault = g_ptr_array_index (self->faults, i);

      if ((fault->points & point) != 0 && (fault->kind & kinds) != 0 && fault_strikes (fault))
        {
          SandboxFault *copy = g_memdup2 (fault, sizeof *fault);

          copy->text = g_strdup (fault->text);
          return copy;
        }
    }
  return NULL;
}
