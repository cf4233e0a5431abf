/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "library-lock.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "library-error.h"

/* Twice the length of a UUID is room enough for any id of ours, and far below the 255 bytes of a file name. */
#define MAX_ID 72

/* How often to ask whether another program is done, which takes it seconds. */
#define TURN_MILLISECONDS 50

struct _PentimentoJobLock {
  int descriptor;
  char *path;
};

static gboolean
is_file_name (const char *id)
{
  gsize length = strspn (id, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "-_");

  return length > 0 && length <= MAX_ID && id[length] == '\0';
}

/* A holder removes its file before it lets go, so that what was locked here may be a file that is not there any more. */
static gboolean
is_still_there (int descriptor, const char *path)
{
  struct stat held, named;

  return fstat (descriptor, &held) == 0 && stat (path, &named) == 0 && held.st_dev == named.st_dev
         && held.st_ino == named.st_ino;
}

static int
open_and_lock (const char *path)
{
  for (;;)
    {
      int descriptor = open (path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);

      if (descriptor < 0)
        return -1;
      if (flock (descriptor, LOCK_EX | LOCK_NB) < 0)
        {
          int number = errno;

          close (descriptor);
          errno = number;
          return -1;
        }
      if (is_still_there (descriptor, path))
        return descriptor;
      close (descriptor);
    }
}

PentimentoJobLock *
library_lock_new (const char *folder, const char *job_id, GError **error)
{
  g_autofree char *name = g_strconcat (job_id, ".lock", NULL);
  g_autofree char *path = g_build_filename (folder, "locks", name, NULL);
  PentimentoJobLock *lock;
  int descriptor;

  if (!is_file_name (job_id))
    {
      g_set_error (error, PENTIMENTO_LIBRARY_ERROR, PENTIMENTO_LIBRARY_ERROR_MISSING,
                   _ ("“%s” is not the id of a job."), job_id);
      return NULL;
    }
  descriptor = open_and_lock (path);
  if (descriptor < 0)
    {
      if (errno != EWOULDBLOCK)
        library_error_set_errno (error, PENTIMENTO_LIBRARY_ERROR_WRITE, folder, errno);
      return NULL;
    }
  lock = g_new0 (PentimentoJobLock, 1);
  lock->descriptor = descriptor;
  lock->path = g_steal_pointer (&path);
  return lock;
}

void
pentimento_job_lock_free (PentimentoJobLock *lock)
{
  g_unlink (lock->path);
  close (lock->descriptor);
  g_free (lock->path);
  g_free (lock);
}

PentimentoJobLock *
library_lock_wait (const char *folder, const char *job_id, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) failed = NULL;

  while (failed == NULL && !g_cancellable_set_error_if_cancelled (cancellable, &failed))
    {
      PentimentoJobLock *lock = library_lock_new (folder, job_id, &failed);

      if (lock != NULL)
        return lock;
      g_usleep (TURN_MILLISECONDS * 1000);
    }
  g_propagate_error (error, g_steal_pointer (&failed));
  return NULL;
}

/* This file is never removed, so that all hold the same one. */
int
library_lock_hold (const char *folder, gboolean alone, GError **error)
{
  g_autofree char *path = g_build_filename (folder, "in-use", NULL);
  int descriptor = open (path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  int number;

  if (descriptor >= 0 && flock (descriptor, (alone ? LOCK_EX : LOCK_SH) | LOCK_NB) == 0)
    return descriptor;
  number = errno;
  if (descriptor >= 0)
    close (descriptor);
  library_error_set_errno (error, number == EWOULDBLOCK ? PENTIMENTO_LIBRARY_ERROR_BUSY : PENTIMENTO_LIBRARY_ERROR_OPEN,
                           folder, number);
  return -1;
}
