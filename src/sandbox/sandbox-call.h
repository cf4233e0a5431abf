/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

#include "sandbox-fault.h"
#include "sandbox-job.h"
#include "sandbox-provider.h"

G_BEGIN_DECLS

/**
 * SandboxCall:
 *
 * One HTTP request that waits for its answer: taken out of the server's hands until the answer is given, at once or late, whole or as
 * a fault wants it.
 */
typedef struct _SandboxCall SandboxCall;

/**
 * sandbox_call_new:
 * @waiting: (element-type SandboxCall): the set of calls without an answer; owns the call until it is answered
 * @provider: who words the errors
 */
SandboxCall *sandbox_call_new (GHashTable *waiting, SoupServerMessage *message, const SandboxProvider *provider);
void sandbox_call_free (SandboxCall *self);

/** Gives up: the call leaves the set without an answer, at once or as soon as its context has been iterated. */
void sandbox_call_abandon (SandboxCall *self);

/** Makes the answer late by @delay's milliseconds; takes @delay. */
void sandbox_call_set_delay (SandboxCall *self, SandboxFault *delay);

/** Lets @trick spoil the answer; takes @trick. */
void sandbox_call_set_trick (SandboxCall *self, SandboxFault *trick);

typedef void (*SandboxAnswerFunc) (SandboxCall *call, SandboxJob *job, gpointer user_data);

/**
 * sandbox_call_wait:
 * @milliseconds: how long at most
 * @answer: called once to give the answer
 *
 * Lets the client wait until @job has ended.
 */
void sandbox_call_wait (SandboxCall *self,
                        SandboxJob *job,
                        guint milliseconds,
                        SandboxAnswerFunc answer,
                        gpointer user_data);

/** Answers as the trick wants it, which is one of %SANDBOX_FAULTS_INSTEAD. The call is gone afterwards. */
void sandbox_call_answer_trick (SandboxCall *self);

/** Answers, unless the trick has its way. The call is gone afterwards. */
void sandbox_call_answer (SandboxCall *self, guint status, const char *media_type, GBytes *body);

/** Answers with JSON; takes @object. */
void sandbox_call_answer_json (SandboxCall *self, guint status, JsonObject *object);

/** Answers with an error in the provider's words. */
void sandbox_call_answer_status (SandboxCall *self, guint status);

G_END_DECLS
